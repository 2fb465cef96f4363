using System.Numerics;
using Numerics.Runtime;

namespace Numerics.Testing;

/// <summary>Calls a rule's overload on spans.</summary>
internal static class Overload
{
    /// <summary>Calls it on the tensor's own arrays and sets the tensor's results.</summary>
    public static void Run<T>(UpdateRule rule, TensorCase<T> tensor)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        tensor.Results = Run(rule, [.. tensor.Arrays.Select(a => a.AsMemory())], tensor.Host, tensor.Scalars);

    /// <summary>Calls it.</summary>
    /// <returns>The results that are numbers.</returns>
    public static double[] Run<T>(UpdateRule rule, Memory<T>[] arrays, double[] host, double[] scalars)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var results = new double[rule.Plans[0].Results.Count];
        Run(rule, arrays, host, scalars, results);
        return results;
    }

    /// <summary>Calls it and allocates nothing itself.</summary>
    public static void Run<T>(UpdateRule rule, Memory<T>[] arrays, double[] host, double[] scalars, double[] results)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        switch ((object)arrays)
        {
            case Memory<float>[] singles: rule.Call(new OverloadCall<float>(singles, host, scalars, results)); break;
            case Memory<double>[] doubles: rule.Call(new OverloadCall<double>(doubles, host, scalars, results)); break;
            default:
                throw new ArgumentException(
                    $"Overloads have float or double elements, not {typeof(T)}.", nameof(arrays));
        }
    }
}
