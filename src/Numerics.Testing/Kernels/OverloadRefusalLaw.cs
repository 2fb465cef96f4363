using System.Numerics;
using Numerics.Runtime;

namespace Numerics.Testing;

/// <summary>The overload that users call refuses bad arguments, hyperparameters too.</summary>
/// <typeparam name="T">The element type.</typeparam>
internal sealed class OverloadRefusalLaw<T>(UpdateRule rule, LawSettings settings)
    : RefusalLaw<T>(rule, settings, nameof(RuleLaws.BadArgumentsAreRefused))
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public override void Check()
    {
        base.Check();
        CheckHost();
    }

    protected override void Call(T[] memory, Range[] arrays, double[] host) =>
        Overload.Run(Rule, [.. arrays.Select(a => memory.AsMemory(a))], host, Case.Scalars);

    private void CheckHost()
    {
        int position = 0;
        foreach (RuleParameter parameter in Rule.Parameters.Where(p =>
            p.Kind is not (ParameterKind.Array or ParameterKind.Scalar)))
        {
            foreach (double bad in BadValues(parameter))
            {
                double[] host = [.. Case.Host];
                host[position] = bad;
                ExpectRefusal(Apart(), host, $"{parameter.Name} = {bad}", parameter.Name);
            }

            position++;
        }
    }

    private static IEnumerable<double> BadValues(RuleParameter p)
    {
        double below =
            p.MinimumExcluded ? p.Minimum : p.Kind == ParameterKind.Int ? p.Minimum - 1 : Math.BitDecrement(p.Minimum);
        double above =
            p.MaximumExcluded ? p.Maximum : p.Kind == ParameterKind.Int ? p.Maximum + 1 : Math.BitIncrement(p.Maximum);
        IEnumerable<double> beyond = new[] { below, above }.Where(double.IsFinite);
        return p is { Kind: ParameterKind.Double, Role: ParameterRole.None } ? beyond.Append(double.NaN) : beyond;
    }
}
