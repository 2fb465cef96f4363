using System.Linq.Expressions;
using Numerics.Plans;
using Numerics.Runtime;

namespace Numerics.Properties.Mutants;

/// <summary>A kernel that writes one byte after the first array.</summary>
internal sealed unsafe class BesideFault(UpdateRule rule) : MutatedRule(rule)
{
    protected override void After<T>(Batch<T> batch, object? seen)
    {
        byte* end = (byte*)(batch.Tables(0).Frame(0, 0).Array(0).Address + batch.Length(0));
        *end ^= 1;
    }
}

/// <summary>A kernel whose first element has another last bit where its array begins at an odd float.</summary>
internal sealed unsafe class AddressFault(UpdateRule rule) : MutatedRule(rule)
{
    private const int Alignment = 8;

    protected override void After<T>(Batch<T> batch, object? seen)
    {
        var first = (byte*)batch.Tables(0).Frame(0, 0).Array(0).Address;
        if (batch.Length(0) > 0 && (nuint)first % Alignment != 0)
        {
            *first ^= 1;
        }
    }
}

/// <summary>A kernel that adds to its destination.</summary>
internal sealed unsafe class DestinationFault(UpdateRule rule) : MutatedRule(rule)
{
    protected override object? Before<T>(Batch<T> batch) =>
        batch.Count == 0 || batch.Length(0) == 0 ? default(T) : *Destination(batch);

    protected override void After<T>(Batch<T> batch, object? seen)
    {
        if (batch.Count > 0 && batch.Length(0) > 0 && !seen!.Equals(default(T)))
        {
            *Destination(batch) = (T)seen;
        }
    }

    private T* Destination<T>(Batch<T> batch)
        where T : unmanaged => batch.Tables(0).Frame(0, 0).Array(Plans[0].Arrays.Count - 1).Address;
}

/// <summary>A rule whose calls leave garbage behind.</summary>
internal sealed class AllocatingFault(UpdateRule rule) : MutatedRule(rule)
{
    private const int Bytes = 64;

    private byte[] _garbage = [];

    public override void Call(OverloadCall<float> call)
    {
        _garbage = new byte[Bytes + _garbage.Length % 2];
        base.Call(call);
    }
}

/// <summary>A rule that compiles a method for each new set of host values.</summary>
internal sealed class CompilingFault(UpdateRule rule) : MutatedRule(rule)
{
    private readonly Dictionary<double, Func<double>> _methods = [];

    protected override object? Before<T>(Batch<T> batch)
    {
        double learningRate = batch.Host(0)[1];
        if (!_methods.ContainsKey(learningRate))
        {
            Func<double> method = Expression.Lambda<Func<double>>(Expression.Constant(learningRate)).Compile();
            _methods[method()] = method;
        }

        return null;
    }
}

/// <summary>A rule that gives two states the same name in a file.</summary>
internal sealed class StateNameFault(UpdateRule rule) : MutatedRule(rule)
{
    public override IReadOnlyList<RuleParameter> Parameters { get; } =
        [.. rule.Parameters.Select(p => p.Role == ParameterRole.State ? p with { StateName = "state" } : p)];
}

/// <summary>A fault in the overloads.</summary>
internal abstract class OverloadFault : MutatedRule
{
    private readonly RealCall<float> _single;
    private readonly RealCall<double> _double;

    protected OverloadFault(UpdateRule rule)
        : base(rule) => (_single, _double) = (rule.Call, rule.Call);

    public override void Call(OverloadCall<float> call) => Fault(call, _single);

    public override void Call(OverloadCall<double> call) => Fault(call, _double);

    /// <summary>Calls the real overload, with or without a fault.</summary>
    protected abstract void Fault<T>(OverloadCall<T> call, RealCall<T> real)
        where T : unmanaged;

    /// <summary>The real overload.</summary>
    protected delegate void RealCall<T>(OverloadCall<T> call)
        where T : unmanaged;
}

/// <summary>An overload that works on copies, and so takes any arrays of one length.</summary>
internal sealed class CopyingOverload(UpdateRule rule) : OverloadFault(rule)
{
    protected override void Fault<T>(OverloadCall<T> call, RealCall<T> real)
    {
        var copies = new Memory<T>[Plans[0].Arrays.Count];
        for (int k = 0; k < copies.Length; k++)
        {
            copies[k] = call.Array(k).ToArray();
        }

        real(new OverloadCall<T>(copies, call.Host, call.Scalars, call.Results));
        for (int k = 0; k < copies.Length; k++)
        {
            if (Plans[0].Arrays[k].Use != ArrayUse.Read)
            {
                copies[k].Span.CopyTo(call.Array(k));
            }
        }
    }
}

/// <summary>An overload that leaves another element in its first array when it refuses.</summary>
internal sealed class HastyOverload(UpdateRule rule) : OverloadFault(rule)
{
    protected override void Fault<T>(OverloadCall<T> call, RealCall<T> real)
    {
        try
        {
            real(call);
        }
        catch (ArgumentException)
        {
            call.Array(0)[..Math.Min(call.Array(0).Length, 1)].Clear();
            throw;
        }
    }
}
