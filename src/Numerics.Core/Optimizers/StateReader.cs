using System.Globalization;
using Numerics.Files;
using Numerics.Runtime;

namespace Numerics.Optimizers;

/// <summary>Reads the state that <see cref="OptimizerFile"/> writes, and checks that it is this optimizer's.</summary>
internal sealed class StateReader(OptimizerEngine engine, StateFile file)
{
    private RuleLayout Layout => engine.Layout;

    /// <exception cref="InvalidDataException">The file is no optimizer's, or is not whole.</exception>
    /// <exception cref="InvalidOperationException">It is another rule's, or of other groups or tensors.</exception>
    public OptimizerState Read()
    {
        CheckRule();
        CheckGroups();
        int[] steps = Array.ConvertAll(engine.Groups, g => Integer(StateKeys.GroupStep(g.Index)));
        double[][] hosts = Array.ConvertAll(engine.Groups, g => Array.ConvertAll(
            Layout.HostStates, p => Number(StateKeys.GroupState(g.Index, RuleLayout.FileName(p)))));
        double[][] scalars = Array.ConvertAll(engine.Tensors, ScalarStates);
        CheckTensors(steps, hosts);
        return new OptimizerState(steps, hosts, scalars, (tensor, array) =>
            array.FileName is string name ? file.Tensors[StateKeys.Tensor(tensor.FileIndex, name)] : null);
    }

    /// <summary>The rule that a file belongs to; null if its metadata does not say.</summary>
    public static string? RuleOf(StateFile file) => file.Metadata.GetValueOrDefault(StateKeys.Rule);

    /// <summary>Whether a file is this rule's.</summary>
    public static bool IsOf(StateFile file, Rule rule)
        => file.Metadata.GetValueOrDefault(StateKeys.Hash) == StateKeys.Text(rule.Hash);

    private void CheckRule()
    {
        if (!file.Metadata.TryGetValue(StateKeys.Format, out string? format))
        {
            throw new InvalidDataException(
                $"The metadata has no {StateKeys.Format}: no optimizer of this library wrote the file."
                + " PyTorch's state is read by LoadPyTorch.");
        }

        if (format != StateKeys.CurrentFormat)
        {
            throw new InvalidDataException(
                $"The file has format {format}; this library reads format {StateKeys.CurrentFormat}.");
        }

        if (!IsOf(file, Layout.Rule))
        {
            throw new InvalidOperationException(
                $"The file holds state of {RuleOf(file)} (hash {Value(StateKeys.Hash)}); the optimizer's rule is {Layout.Rule.Name}"
                + $" (hash {StateKeys.Text(Layout.Rule.Hash)}). If the state still means the same, pass a migration that ends with"
                + " StateFile.ForRule.");
        }
    }

    private void CheckGroups()
    {
        int groups = Integer(StateKeys.Groups);
        if (groups != engine.Groups.Length)
        {
            throw new InvalidOperationException(
                $"The file has {groups} parameter groups, the optimizer {engine.Groups.Length}.");
        }

        foreach (OptimizerGroup group in engine.Groups)
        {
            int there = Integer(StateKeys.GroupTensors(group.Index)), here = engine.Tensors.Count(t => t.Group == group);
            if (there != here)
            {
                throw new InvalidOperationException(
                    $"Group {group.Index} has {there} tensors in the file, {here} in the optimizer.");
            }
        }
    }

    /// <summary>Checks that the tensors are exactly those of the optimizer, and agree with the metadata.</summary>
    private void CheckTensors(int[] steps, double[][] hosts)
    {
        var known = new HashSet<string>(StringComparer.Ordinal);
        foreach (OptimizerTensor tensor in engine.Tensors)
        {
            for (int j = 0; j < Layout.Owned.Length; j++)
            {
                if (Layout.Owned[j].FileName is string state)
                {
                    known.Add(CheckArray(tensor, state, tensor.OwnedLengths[j]));
                }
            }

            for (int i = 0; i < Layout.HostStates.Length; i++)
            {
                known.Add(CheckNumber(tensor, RuleLayout.FileName(Layout.HostStates[i]), hosts[tensor.Group.Index][i]));
            }

            known.UnionWith(Layout.ScalarStates.Select(p => StateKeys.Tensor(tensor.FileIndex, RuleLayout.FileName(p))));
            if (OptimizerFile.HasStepTensor(Layout))
            {
                known.Add(CheckNumber(tensor, OptimizerFile.Step, (float)steps[tensor.Group.Index]));
            }
        }

        if (file.Tensors.Keys.FirstOrDefault(n => !known.Contains(n)) is string stray)
        {
            throw new InvalidDataException($"Tensor {stray} is none of the optimizer's.");
        }
    }

    private string CheckArray(OptimizerTensor tensor, string state, nint length)
    {
        string name = StateKeys.Tensor(tensor.FileIndex, state);
        StateTensor found = Tensor(name);
        string dataType = DataTypes.Of(engine.ElementType);
        return found.DataType == dataType && found.Length == length ? name : throw new InvalidDataException(
            $"Tensor {name} is {found}; parameter {tensor.Index} needs {length} elements of {dataType}.");
    }

    private string CheckNumber(OptimizerTensor tensor, string state, double expected)
    {
        string name = StateKeys.Tensor(tensor.FileIndex, state);
        double found = SingleNumber(name);
        return found.Equals(expected) ? name : throw new InvalidDataException(
            $"Tensor {name} is {OptimizerFile.Text(found)}; the metadata say {OptimizerFile.Text(expected)}.");
    }

    private double[] ScalarStates(OptimizerTensor tensor) => Array.ConvertAll(
        Layout.ScalarStates, p => SingleNumber(StateKeys.Tensor(tensor.FileIndex, RuleLayout.FileName(p))));

    private double SingleNumber(string name)
    {
        StateTensor tensor = Tensor(name);
        return tensor.Length == 1
            ? tensor.ToDoubles()[0]
            : throw new InvalidDataException($"Tensor {name} is {tensor}, not one number.");
    }

    private StateTensor Tensor(string name) => file.Tensors.TryGetValue(name, out StateTensor? tensor)
        ? tensor
        : throw new InvalidDataException($"There is no tensor {name}.");

    private string Value(string key) => file.Metadata.TryGetValue(key, out string? value)
        ? value
        : throw new InvalidDataException($"The metadata lack {key}.");

    private int Integer(string key)
        => int.TryParse(Value(key), NumberStyles.None, CultureInfo.InvariantCulture, out int value)
        ? value
        : throw new InvalidDataException($"The metadata's {key} is “{Value(key)}”, not a count.");

    private double Number(string key)
        => double.TryParse(Value(key), NumberStyles.Float, CultureInfo.InvariantCulture, out double value)
        ? value
        : throw new InvalidDataException($"The metadata's {key} is “{Value(key)}”, not a number.");
}
