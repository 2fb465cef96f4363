using Numerics.Files;
using Numerics.Optimizers;
using Numerics.Runtime;

namespace Numerics;

/// <summary>An optimizer over any number of tensors, whatever its rule and wherever they lie: how gradients are treated, what
/// it has done, its state.</summary>
/// <remarks>
/// State is the optimizer's own. A group counts its steps from 1, one count for all its tensors: a tensor without a
/// gradient is left as it is and does not lag behind, where PyTorch counts for each parameter; a group without any
/// gradient does not count the step. Not for use by several threads at once.
/// </remarks>
public abstract class TensorOptimizer : IDisposable
{
    private readonly OptimizerEngine _engine;
    private double _gradientScale = 1;
    private double? _maxGradientNorm;
    private bool _isDisposed;

    private protected TensorOptimizer(OptimizerEngine engine) => _engine = engine;

    /// <summary>The rule.</summary>
    public Rule Rule => _engine.Layout.Rule;

    /// <summary><see cref="float"/> or <see cref="double"/>: the element type of the parameters, and so of gradients
    /// and states.</summary>
    public Type ElementType => _engine.ElementType;

    /// <summary>The number of parameter tensors.</summary>
    public int TensorCount => _engine.Tensors.Length;

    /// <summary>The number of parameter groups.</summary>
    public int GroupCount => _engine.Groups.Length;

    /// <summary>Steps skipped as a whole because a gradient was not finite.</summary>
    public long SkippedSteps { get; private set; }

    /// <summary>What gradients are multiplied by before anything else sees them: 1/(loss scale) undoes a loss scale.
    /// Positive and finite; 1 at the start. It costs no pass over memory.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not positive and finite.</exception>
    public double GradientScale
    {
        get => _gradientScale;
        set => _gradientScale = value > 0 && double.IsFinite(value)
            ? value
            : throw new ArgumentOutOfRangeException(nameof(GradientScale), value, "The gradient scale must be positive and finite.");
    }

    /// <summary>Clips by the global norm: with n the Euclidean norm of all gradients of all groups (after
    /// <see cref="GradientScale"/>), each is multiplied by min(1, c/(n + 10⁻⁶)), PyTorch's form. Null, as at the
    /// start, does not clip. It costs one pass that reads the gradients.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not positive.</exception>
    public double? MaxGradientNorm
    {
        get => _maxGradientNorm;
        set => _maxGradientNorm = value is null or > 0
            ? value
            : throw new ArgumentOutOfRangeException(nameof(MaxGradientNorm), value, "The greatest gradient norm must be positive.");
    }

    /// <summary>Whether a step is skipped as a whole, state and step numbers untouched, if any gradient is NaN or
    /// infinite or leaves the element type's range when scaled. It costs one pass that reads the gradients, the same
    /// as clipping's.</summary>
    public bool SkipNonFiniteGradients { get; set; }

    /// <summary>The norm of the last step's gradients, scaled but not clipped; NaN where neither
    /// <see cref="MaxGradientNorm"/> nor <see cref="SkipNonFiniteGradients"/> asked for it.</summary>
    public double GradientNorm => _engine.GradientNorm;

    /// <summary>The number of steps that a group has taken.</summary>
    /// <param name="group">The group's number.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such group.</exception>
    public int StepCount(int group = 0) => GroupAt(group).Steps;

    /// <summary>A number that the optimizer keeps: a double or int state of the tensor's group, a Scalar state of the
    /// tensor, or a named result of its last step.</summary>
    /// <param name="tensor">The tensor's place in the list of parameters.</param>
    /// <param name="name">The name in the rule.</param>
    /// <exception cref="ArgumentException">The rule keeps no such number.</exception>
    public double Number(int tensor, string name)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(tensor);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(tensor, TensorCount);
        ThrowIfDisposed();
        _engine.CollectNumbers();
        RuleLayout layout = _engine.Layout;
        OptimizerTensor owner = _engine.Tensors[tensor];
        int host = Array.FindIndex(layout.HostStates, p => p.Name == name);
        int result = Array.IndexOf(layout.Results, name);
        return host >= 0 ? owner.Group.HostStates[host] : result >= 0 ? owner.Numbers[result] : throw new ArgumentException(
            $"{Rule.Name} keeps no number “{name}”; it keeps {Names(layout.HostStates.Select(p => p.Name).Concat(layout.Results))}.",
            nameof(name));
    }

    /// <summary>Writes the state: all arrays and numbers that the rule keeps, and the step numbers. Not the
    /// parameters.</summary>
    /// <remarks>Safetensors, under PyTorch's names, with rule, hash and options in the metadata; the file is written
    /// beside
    /// <paramref name="path"/>, flushed to the disk and renamed, so a reader never sees half of one.</remarks>
    /// <param name="path">The file; one that is there is replaced.</param>
    public void Save(string path)
    {
        ThrowIfDisposed();
        OptimizerFile.Write(_engine).Save(path);
    }

    /// <summary>Reads a state that an optimizer of the same rule wrote, with the same groups and shapes. The options
    /// stay the caller's own. After it the optimizer goes on as the one that was saved would have, to the
    /// bit.</summary>
    /// <param name="path">The file.</param>
    /// <param name="migrate">Turns state of another rule (or of an older form of this one) into this rule's; it ends
    /// with
    /// <see cref="StateFile.ForRule"/>. Called only if the file's hash is not this rule's.</param>
    /// <exception cref="InvalidDataException">The file is no optimizer's, or damaged or cut short; nothing was
    /// changed.</exception>
    /// <exception cref="InvalidOperationException">It is another rule's, or of other groups; nothing was
    /// changed.</exception>
    public void Load(string path, Func<StateFile, StateFile>? migrate = null)
    {
        ThrowIfDisposed();
        using StateFile file = StateFile.Open(path);
        StateFile mine = migrate is null || StateReader.IsOf(file, Rule) ? file : migrate(file);
        new StateReader(_engine, mine).Read().Apply(_engine);
    }

    /// <summary>Reads the state of a PyTorch optimizer, saved as tensors <c>state.i.name</c>: see
    /// <c>docs/optimizers.md</c>.</summary>
    /// <param name="path">A safetensors file.</param>
    /// <param name="step">The number of steps taken, where the file does not say (PyTorch's SGD does not
    /// count).</param>
    /// <exception cref="InvalidDataException">The file is damaged, or a tensor's name, shape or type does not fit, or
    /// the tensors of a group disagree about their step; nothing was changed.</exception>
    public void LoadPyTorch(string path, int? step = null)
    {
        ThrowIfDisposed();
        using StateFile file = StateFile.Open(path);
        new PyTorchReader(_engine, file, step).Read().Apply(_engine);
    }

    /// <summary>Lets go of the parameters and of what the optimizer holds.</summary>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>What happens to the gradients of a step.</summary>
    private protected GradientPolicy Policy => new(_gradientScale, _maxGradientNorm, SkipNonFiniteGradients);

    /// <summary>A group by its number.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such group.</exception>
    private protected OptimizerGroup GroupAt(int group)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(group);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(group, GroupCount);
        return _engine.Groups[group];
    }

    /// <summary>The number of an array that the optimizer owns.</summary>
    /// <exception cref="ArgumentException">The rule keeps no such array.</exception>
    private protected int OwnedArrayOf(int tensor, string name)
    {
        ThrowIfDisposed();
        ArgumentOutOfRangeException.ThrowIfNegative(tensor);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(tensor, TensorCount);
        OwnedArray[] owned = _engine.Layout.Owned;
        int array = Array.FindIndex(owned, a => a.Name == name);
        return array >= 0 ? array : throw new ArgumentException(
            $"{Rule.Name} keeps no array “{name}”; it keeps {Names(owned.Select(a => a.Name))}.", nameof(name));
    }

    /// <summary>Checks how many further arguments a step was given.</summary>
    private protected void CheckInputs(int arrays, int numbers)
    {
        RuleLayout layout = _engine.Layout;
        if (arrays != layout.InputArrays.Length || numbers != layout.Numbers.Length)
        {
            throw new ArgumentException(
                $"{Rule.Name} takes {layout.InputArrays.Length} further arrays and {layout.Numbers.Length} numbers a step;"
                + $" {arrays} and {numbers} were given.",
                nameof(arrays));
        }
    }

    /// <summary>Counts a step that was skipped.</summary>
    private protected StepOutcome Count(StepOutcome outcome)
    {
        SkippedSteps += outcome == StepOutcome.NonFiniteGradient ? 1 : 0;
        return outcome;
    }

    private protected void ThrowIfDisposed() => ObjectDisposedException.ThrowIf(_isDisposed, this);

    /// <summary>Frees what the optimizer holds.</summary>
    /// <param name="disposing">Whether <see cref="Dispose()"/> was called.</param>
    protected virtual void Dispose(bool disposing)
    {
        if (disposing && !_isDisposed)
        {
            _isDisposed = true;
            _engine.Dispose();
        }
    }

    private static string Names(IEnumerable<string> names) => string.Join(", ", names.DefaultIfEmpty("none"));
}
