using ILGPU.Runtime;
using Numerics.Gpu.Kernels;
using Numerics.Optimizers;
using Numerics.Plans;

namespace Numerics.Gpu.Optimizers;

/// <summary>The tensors of a step that run one plan variant: one launch of each pass for all that lie in the same
/// buffers.</summary>
/// <typeparam name="T">The element type.</typeparam>
internal sealed class DeviceBatch<T> : IDisposable
    where T : unmanaged
{
    private readonly DeviceVariant _variant;
    private readonly DeviceProgram<T> _program;
    private readonly BatchTables<T> _tables;
    private readonly double[] _values;
    private readonly double[] _inputs;

    /// <param name="accelerator">The accelerator.</param>
    /// <param name="rule">The rule.</param>
    /// <param name="variant">The plan variant.</param>
    /// <param name="given">The numbers that are given with a step.</param>
    /// <param name="tensors">All tensors that may take part.</param>
    /// <exception cref="OutOfDeviceMemoryException">The device has not the memory for tables.</exception>
    /// <exception cref="KernelCompilationException">ILGPU cannot compile a kernel for the accelerator.</exception>
    public DeviceBatch(Accelerator accelerator, DeviceRule rule, int variant, int given, OptimizerTensor[] tensors)
    {
        Plan = rule.Rule.Plans[variant];
        _variant = rule.Variants[variant];
        _program = rule.Programs<T>()[variant];
        _values = new double[tensors.Length * Plan.Slots];
        _inputs = new double[tensors.Length * _variant.Inputs];
        _program.Compile(accelerator, KernelForm.Table);
        GlobalTotal.Compile(accelerator, Plan);
        _tables = new BatchTables<T>(
            accelerator, Plan, _variant, given, tensors.Length,
            checked(tensors.Sum(t => DeviceBlock.ChunkCount(t.Length))));
    }

    public KernelPlan Plan { get; }

    /// <summary>The tables on the device.</summary>
    public BatchTables<T> Tables => _tables;

    /// <summary>Where the tensors are.</summary>
    public BatchLayout<T> Layout
    {
        get => _tables.Layout;
        set => _tables.Layout = value;
    }

    /// <summary>Whether this step has tensors for it.</summary>
    public bool IsUsed => Layout.Rows.Length > 0;

    /// <summary>A row's table of values, as far as the host knows it.</summary>
    public ReadOnlySpan<double> Values(int row) => _values.AsSpan(row * Plan.Slots, Plan.Slots);

    /// <summary>Evaluates what the host knows. The rule's host code may throw.</summary>
    /// <param name="host">The host values of each group.</param>
    /// <param name="hostCount">How many a group has.</param>
    /// <param name="scale">What gradients are multiplied by.</param>
    public void Evaluate(ReadOnlySpan<double> host, int hostCount, double scale)
    {
        for (int row = 0; row < Layout.Rows.Length; row++)
        {
            Span<double> values = _values.AsSpan(row * Plan.Slots, Plan.Slots);
            Span<double> inputs = _inputs.AsSpan(row * _variant.Inputs, _variant.Inputs);
            OptimizerTensor tensor = Layout.Rows[row];
            tensor.Group.Witness = row;
            int like = Layout.Like[row];
            if (like >= 0)
            {
                Values(like).CopyTo(values);
                _inputs.AsSpan(like * _variant.Inputs, _variant.Inputs).CopyTo(inputs);
                continue;
            }

            values[0] = scale;
            ReadOnlySpan<double> mine = host.Slice(tensor.Group.Index * hostCount, hostCount);
            _variant.Host(mine, tensor.Length, Layout.TotalLength, values, inputs);
        }
    }

    /// <summary>Queues the copy of what the host knows.</summary>
    public void Upload(AcceleratorStream stream, ReadOnlySpan<double> given)
    {
        int rows = Layout.Rows.Length;
        _tables.Upload(stream, _values.AsSpan(0, rows * Plan.Slots), _inputs.AsSpan(0, rows * _variant.Inputs), given);
    }

    /// <summary>Queues all passes and stages.</summary>
    /// <returns>The number of launches.</returns>
    public int Run(AcceleratorStream stream)
    {
        int launches = 0;
        StageArguments<T> arguments = _tables.Stage();
        for (int stage = 0; stage < _program.Stages.Count; stage++)
        {
            if (stage > 0)
            {
                launches += Total(stream, stage - 1, arguments);
            }

            if (_program.Stages[stage] is StageKernel<T> kernel)
            {
                kernel.LaunchTable(stream, arguments);
                launches++;
            }

            launches += stage < _program.Passes.Count ? Pass(stream, stage) : 0;
        }

        return launches;
    }

    /// <summary>Queues the first pass and its reductions over all tensors, which are in the tables' totals then.</summary>
    /// <returns>The number of launches.</returns>
    public int Reduce(AcceleratorStream stream) => Pass(stream, 0) + Total(stream, 0, _tables.Stage());

    public void Dispose() => _tables.Dispose();

    private int Pass(AcceleratorStream stream, int pass)
    {
        Span<T> constants = stackalloc T[Plan.Constants];
        foreach (BatchLaunch<T> launch in Layout.Launches)
        {
            Rounding.Round(Values(launch.FirstRow)[..Plan.Constants], constants);
            _program.Passes[pass].LaunchTable(stream, launch.Memory, constants, _tables.Pass(launch));
        }

        return Layout.Launches.Count;
    }

    private int Total(AcceleratorStream stream, int pass, in StageArguments<T> arguments)
    {
        GlobalTotal.Launch(stream, Plan.Passes[pass], arguments, Layout.Chunks.Count);
        return Plan.Passes[pass].Reductions.Count(r => r.IsGlobal);
    }
}
