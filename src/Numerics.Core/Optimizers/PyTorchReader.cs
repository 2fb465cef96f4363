using System.Globalization;
using Numerics.Files;

namespace Numerics.Optimizers;

/// <summary>Reads the state of a PyTorch optimizer from tensors called <c>state.i.name</c>.</summary>
/// <remarks>
/// PyTorch counts steps for each parameter; here a group has one count, so its tensors must agree. A tensor that was
/// never stepped has no state there and starts anew here; so does a state that the file has for no tensor at all
/// (PyTorch leaves out what an option switches off). A name that the rule does not know is an error.
/// </remarks>
internal sealed class PyTorchReader
{
    private readonly OptimizerEngine _engine;
    private readonly StateFile _file;
    private readonly int? _step;
    private readonly HashSet<string> _present;

    public PyTorchReader(OptimizerEngine engine, StateFile file, int? step)
    {
        (_engine, _file, _step) = (engine, file, step);
        _present = [.. file.Tensors.Keys.Select(n => Split(n).Name)];
    }

    private RuleLayout Layout => _engine.Layout;

    /// <exception cref="InvalidDataException">A name, shape, type or count does not fit the optimizer.</exception>
    public OptimizerState Read()
    {
        CheckNames();
        int[] steps = Array.ConvertAll(_engine.Groups, StepOf);
        double[][] hosts = Array.ConvertAll(_engine.Groups, g => Array.ConvertAll(
            Layout.HostStates, p => OfGroup(g, RuleLayout.FileName(p)) ?? p.Start));
        double[][] scalars = Array.ConvertAll(_engine.Tensors, t => Array.ConvertAll(
            Layout.ScalarStates, p => NumberOf(t, RuleLayout.FileName(p)) ?? p.Start));
        foreach (OptimizerTensor tensor in _engine.Tensors)
        {
            CheckTensor(tensor);
        }

        return new OptimizerState(steps, hosts, scalars, (tensor, array) => Find(tensor, array.FileName ?? ""));
    }

    private void CheckNames()
    {
        HashSet<string> known =
        [
            OptimizerFile.Step,
            .. Layout.Owned.Select(a => a.FileName).OfType<string>(),
            .. Layout.HostStates.Concat(Layout.ScalarStates).Select(RuleLayout.FileName),
        ];
        foreach (string name in _file.Tensors.Keys)
        {
            (int index, string state) = Split(name);
            string? fault = index >= _engine.Tensors.Length ? $"the optimizer has {_engine.Tensors.Length} tensors"
                : !known.Contains(state) ? $"{Layout.Rule.Name} keeps {string.Join(", ", known)}"
                : null;
            if (fault is not null)
            {
                throw new InvalidDataException($"Tensor {name} has no place: {fault}.");
            }
        }
    }

    private static (int Index, string Name) Split(string name)
    {
        string[] parts = name.Split('.', 3);
        return parts is ["state", _, _] && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out int index)
            ? (index, parts[2])
            : throw new InvalidDataException(
                $"Tensor {name} is not called state.i.name, as PyTorch's optimizer state is.");
    }

    private int StepOf(OptimizerGroup group)
    {
        double? step = OfGroup(group, OptimizerFile.Step);
        if (step is null && _step is null && !_present.Contains(OptimizerFile.Step))
        {
            throw new InvalidDataException(
                "The file does not say how many steps were taken (PyTorch's SGD does not count): give the number as argument “step”.");
        }

        double count = step ?? _step ?? 0;
        return count >= 0 && count <= int.MaxValue && Math.Floor(count).Equals(count)
            ? (int)count
            : throw new InvalidDataException(
                $"Group {group.Index} has step {OptimizerFile.Text(count)}, which is no count.");
    }

    /// <summary>A number that all tensors of a group share; null if none has it.</summary>
    private double? OfGroup(OptimizerGroup group, string state)
    {
        OptimizerTensor? first = null;
        double? common = null;
        foreach (OptimizerTensor tensor in _engine.Tensors.Where(t => t.Group == group).OrderBy(t => t.FileIndex))
        {
            if (NumberOf(tensor, state) is not double number)
            {
                continue;
            }

            (first, common) = (first ?? tensor, common ?? number);
            if (!number.Equals(common))
            {
                throw new InvalidDataException(
                    $"{StateKeys.Tensor(first.FileIndex, state)} is {OptimizerFile.Text(common.Value)},"
                    + $" {StateKeys.Tensor(tensor.FileIndex, state)} is {OptimizerFile.Text(number)}; a group has one {state} for all.");
            }
        }

        return common;
    }

    private void CheckTensor(OptimizerTensor tensor)
    {
        bool hasState = Layout.Owned.Any(a => a.FileName is not null && Find(tensor, a.FileName) is not null);
        for (int j = 0; j < Layout.Owned.Length; j++)
        {
            if (Layout.Owned[j].FileName is not string name || !_present.Contains(name))
            {
                continue;
            }

            StateTensor? found = Find(tensor, name);
            if (found is null ? hasState : !Fits(found, tensor.OwnedLengths[j]))
            {
                throw new InvalidDataException(
                    $"{StateKeys.Tensor(tensor.FileIndex, name)} is {found?.ToString() ?? "missing"}; parameter {tensor.Index} needs"
                    + $" {tensor.OwnedLengths[j]} elements of {DataTypes.Of(_engine.ElementType)}.");
            }
        }
    }

    /// <summary>Float widens to double exactly; the other way would lose digits in silence.</summary>
    private bool Fits(StateTensor found, nint length) => found.Length == length
        && (found.DataType == DataTypes.Float || found.DataType == DataTypes.Of(_engine.ElementType));

    private double? NumberOf(OptimizerTensor tensor, string state) => Find(tensor, state) is not StateTensor found ? null
        : found.Length == 1 ? found.ToDoubles()[0]
        : throw new InvalidDataException($"{StateKeys.Tensor(tensor.FileIndex, state)} is {found}, not one number.");

    private StateTensor? Find(OptimizerTensor tensor, string state)
        => _file.Tensors.GetValueOrDefault(StateKeys.Tensor(tensor.FileIndex, state));
}
