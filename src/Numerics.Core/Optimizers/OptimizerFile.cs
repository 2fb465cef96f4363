using System.Globalization;
using Numerics.Files;
using Numerics.Runtime;

namespace Numerics.Optimizers;

/// <summary>An optimizer's state as a file: PyTorch's names for the tensors, what they belong to in the
/// metadata.</summary>
/// <remarks>
/// <c>state.i.name</c> is state <c>name</c> of tensor i, counted through the groups as PyTorch does. Double and int
/// states of a group stand with each of its tensors, as PyTorch keeps them, and with all digits in the metadata; so
/// does the step number, as float in <c>state.i.step</c>.
/// </remarks>
internal static class OptimizerFile
{
    public const string Step = "step";

    public static StateFile Write(OptimizerEngine engine)
    {
        engine.CollectNumbers();
        StateFile file = StateFile.Empty
            .ForRule(engine.Layout.Rule)
            .WithMetadata(StateKeys.Format, StateKeys.CurrentFormat)
            .WithMetadata(StateKeys.Version, typeof(OptimizerFile).Assembly.GetName().Version?.ToString(3) ?? "")
            .WithMetadata(StateKeys.Groups, Text(engine.Groups.Length));
        foreach (OptimizerGroup group in engine.Groups)
        {
            file = WriteGroup(file, engine, group);
        }

        Dictionary<string, StateTensor> tensors = [];
        foreach (OptimizerTensor tensor in engine.Tensors)
        {
            AddTensor(tensors, engine, tensor);
        }

        return new StateFile(file.Metadata, StateFile.Empty.Tensors.AddRange(tensors), source: null);
    }

    /// <summary>Whether files of a rule have the step number as a tensor: unless one of its states has that
    /// name.</summary>
    public static bool HasStepTensor(RuleLayout layout) => layout.Owned.All(a => a.FileName != Step)
        && layout.HostStates.Concat(layout.ScalarStates).All(p => RuleLayout.FileName(p) != Step);

    public static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    private static StateFile WriteGroup(StateFile file, OptimizerEngine engine, OptimizerGroup group)
    {
        RuleLayout layout = engine.Layout;
        file = file
            .WithMetadata(StateKeys.GroupStep(group.Index), Text(group.Steps))
            .WithMetadata(StateKeys.GroupTensors(group.Index), Text(engine.Tensors.Count(t => t.Group == group)));
        for (int i = 0; i < layout.HostStates.Length; i++)
        {
            file = file.WithMetadata(
                StateKeys.GroupState(group.Index, RuleLayout.FileName(layout.HostStates[i])), Text(group.HostStates[i]));
        }

        for (int i = 0; i < layout.Hyperparameters.Length; i++)
        {
            file = file.WithMetadata(
                StateKeys.GroupOption(group.Index, layout.Hyperparameters[i].Name), TextOf(layout.Hyperparameters[i], group.Hyperparameters[i]));
        }

        return file;
    }

    private static string TextOf(RuleParameter parameter, Hyperparameter value) => parameter.Kind switch
    {
        ParameterKind.Long => BitConverter.DoubleToInt64Bits(value.At(1)).ToString(CultureInfo.InvariantCulture),
        ParameterKind.ULong => BitConverter.DoubleToUInt64Bits(value.At(1)).ToString(CultureInfo.InvariantCulture),
        _ => value.ToString(),
    };

    private static void AddTensor(Dictionary<string, StateTensor> file, OptimizerEngine engine, OptimizerTensor tensor)
    {
        RuleLayout layout = engine.Layout;
        for (int j = 0; j < layout.Owned.Length; j++)
        {
            if (layout.Owned[j].FileName is string name)
            {
                file.Add(StateKeys.Tensor(tensor.FileIndex, name), engine.ToFile(tensor, j));
            }
        }

        AddNumbers(file, tensor, layout.HostStates, tensor.Group.HostStates);
        AddNumbers(file, tensor, layout.ScalarStates, tensor.Numbers);
        if (HasStepTensor(layout))
        {
            file.Add(StateKeys.Tensor(tensor.FileIndex, Step), StateTensor.From((float)tensor.Group.Steps));
        }
    }

    private static void AddNumbers(
        Dictionary<string, StateTensor> file, OptimizerTensor tensor, RuleParameter[] states, double[] values)
    {
        for (int i = 0; i < states.Length; i++)
        {
            file.Add(StateKeys.Tensor(tensor.FileIndex, RuleLayout.FileName(states[i])), StateTensor.From(values[i]));
        }
    }
}
