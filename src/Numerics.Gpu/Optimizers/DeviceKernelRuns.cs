using ILGPU;
using ILGPU.Runtime;
using Numerics.Optimizers;
using Numerics.Runtime;

namespace Numerics.Gpu.Optimizers;

/// <summary>A step of kernels over flat arrays: the tensors of a plan variant in one batch.</summary>
/// <typeparam name="T">The element type.</typeparam>
internal sealed class DeviceKernelRuns<T> : DeviceRuns<T>
    where T : unmanaged
{
    private readonly DeviceRule _rule;
    private readonly RuleLayout _layout;
    private readonly Accelerator _accelerator;
    private readonly OptimizerTensor[] _tensors;
    private readonly OptimizerGroup[] _groups;
    private readonly NumberTable _numbers;
    private readonly DeviceBatch<T>?[] _batches;
    private readonly NumberMoves?[] _moves;
    private readonly double[] _given;

    /// <exception cref="OutOfDeviceMemoryException">The device has not the memory.</exception>
    /// <exception cref="KernelCompilationException">ILGPU cannot compile a kernel for the accelerator.</exception>
    public DeviceKernelRuns(DeviceRule rule, Accelerator accelerator, OptimizerParts parts)
    {
        (_rule, _accelerator) = (rule, accelerator);
        (_layout, _tensors, _groups) = (parts.Layout, parts.Tensors, parts.Groups);
        int variants = rule.Rule.Plans.Count;
        (_batches, _moves) = (new DeviceBatch<T>?[variants], new NumberMoves?[variants]);
        _given = new double[_layout.Scalars.Count(p => p.Role != ParameterRole.State)];
        _numbers = new NumberTable(
            accelerator, _layout, _tensors,
            name => Enumerable.Range(0, variants).Any(v => NumberTable.OutputSlot(rule, v, name) >= 0), _ => false);
    }

    public override NumberTable Numbers => _numbers;

    public override void Prepare(int variant) => BatchOf(variant);

    public override void Arrange(Func<OptimizerTensor, ArrayView<T>[]> arraysOf)
    {
        var layouts = new BatchLayout<T>?[_batches.Length];
        foreach (OptimizerTensor tensor in _tensors)
        {
            if (tensor.IsActive)
            {
                DeviceBatch<T> batch = BatchOf(tensor.Group.Variant);
                (layouts[tensor.Group.Variant] ??= batch.Tables.NewLayout()).Add(tensor, arraysOf(tensor));
            }
        }

        for (int variant = 0; variant < _batches.Length; variant++)
        {
            if (_batches[variant] is DeviceBatch<T> batch)
            {
                BatchLayout<T> layout = layouts[variant] ?? batch.Tables.NewLayout();
                layout.Seal();
                batch.Layout = layout;
            }
        }
    }

    public override void Evaluate(
        AcceleratorStream stream, ReadOnlySpan<double> host, ReadOnlySpan<double> numbers, double scale)
    {
        KeepGiven(numbers);
        foreach (DeviceBatch<T>? batch in _batches)
        {
            batch?.Evaluate(host, _layout.Hosts.Length, scale);
        }
    }

    public override int Run(AcceleratorStream stream, in GradientPolicy policy, DeviceGradientNorm<T>? norm)
    {
        int launches = 0;
        for (int variant = 0; variant < _batches.Length; variant++)
        {
            if (_batches[variant] is { IsUsed: true } batch)
            {
                batch.Upload(stream, _given);
                if (policy.MaxNorm is double most)
                {
                    batch.Tables.ForgetScale();
                    launches += norm!.Clip(stream, batch.Tables.GradientScale, policy.Scale, most);
                }

                launches += _numbers.Load(stream, _moves[variant]!, batch.Tables);
                launches += batch.Run(stream);
                launches += _numbers.Store(stream, _moves[variant]!, batch.Tables);
            }
        }

        return launches;
    }

    public override void KeepResults()
    {
        foreach (OptimizerGroup group in _groups)
        {
            if (group.IsActive)
            {
                ReadOnlySpan<double> values = _batches[group.Variant]!.Values(group.Witness);
                _moves[group.Variant]!.KeepHostStates(values, group.HostStates);
            }
        }

        for (int variant = 0; variant < _batches.Length; variant++)
        {
            if (_batches[variant] is { IsUsed: true } batch)
            {
                for (int row = 0; row < batch.Layout.Rows.Length; row++)
                {
                    _moves[variant]!.KeepHostResults(batch.Values(row), batch.Layout.Rows[row].Numbers);
                }
            }
        }
    }

    public override void Dispose()
    {
        foreach (IDisposable? part in (IEnumerable<IDisposable?>)[.. _batches, .. _moves, _numbers])
        {
            part?.Dispose();
        }
    }

    private DeviceBatch<T> BatchOf(int variant)
    {
        _moves[variant] ??= new NumberMoves(_accelerator, _rule, _layout, variant);
        return _batches[variant] ??= new DeviceBatch<T>(_accelerator, _rule, variant, _given.Length, _tensors);
    }

    private void KeepGiven(ReadOnlySpan<double> numbers)
    {
        int given = 0;
        foreach (RuleParameter scalar in _layout.Scalars)
        {
            if (scalar.Role != ParameterRole.State)
            {
                _given[given++] = numbers[_layout.NumberOf(scalar)];
            }
        }
    }
}
