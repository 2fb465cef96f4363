using System.Numerics;
using Numerics.Plans;
using Numerics.Runtime;

namespace Numerics.Testing;

/// <summary>Where a result of a rule is after a run.</summary>
/// <param name="Name">Its name in words.</param>
/// <param name="Array">The array in kernel order; −1 for a number.</param>
/// <param name="Number">The number among the plan's results; −1 for an array.</param>
internal sealed record ProgramResult(string Name, int Array, int Number)
{
    /// <summary>Its elements after a run.</summary>
    public double[] Of<T>(ProgramPlan plan, ProgramCase<T> after)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Array >= 0 ? [.. after.Arrays[Array].Select(double.CreateTruncating)]
        : plan.Results[Number].IsInteger ? [BitConverter.DoubleToInt64Bits(after.Results[Number])]
        : [after.Results[Number]];
}

/// <summary>The definition of a rule over matrices, on the arguments of a case.</summary>
internal static class ProgramDefinition
{
    /// <summary>The results in the rule's order, with their elements.</summary>
    public static IReadOnlyList<(ProgramResult Result, double[] Elements)> Run<T>(ProgramRule rule, ProgramCase<T> of)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ProgramPlan plan = rule.Plans[rule.VariantOf(of.Host)];
        IReadOnlyList<object> results = rule.Define(Arguments(rule, plan, of));
        int number = 0;
        int arrays = rule.Parameters.Count(p => p.Kind == ParameterKind.Array);
        int destination = arrays;
        List<(ProgramResult, double[])> found = [];
        for (int i = 0; i < results.Count; i++)
        {
            // A parameter that is replaced without being read is written only, but stands among the parameters.
            string name = rule.ResultNames[i] ?? $"result {i}";
            int updated = plan.Arrays.Take(arrays).ToList()
                .FindIndex(a => a.Name == rule.ResultNames[i] && a.Use != ArrayUse.Read);
            found.Add(IsNumber(results[i])
                ? (new(name, -1, number++), Elements(results[i]))
                : (new(name, updated >= 0 ? updated : destination++, -1), Elements(results[i])));
        }

        return found;
    }

    private static List<object> Arguments<T>(ProgramRule rule, ProgramPlan plan, ProgramCase<T> of)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        (int array, int host, int scalar) = (0, 0, 0);
        List<object> arguments = [];
        foreach (RuleParameter p in rule.Parameters)
        {
            arguments.Add(p.Kind switch
            {
                ParameterKind.Array when of.Sparse[array] is not null => Eager(of.Sparse[array++]!),
                ParameterKind.Array => Eager(plan.Arrays[array], of.Arrays[array++], of.Axes),
                ParameterKind.Scalar => new Scalar(of.Scalars[scalar++]),
                ParameterKind.Integer => new Integer(BitConverter.DoubleToInt64Bits(of.Scalars[scalar++])),
                ParameterKind.Int or ParameterKind.Enum => (int)of.Host[host++],
                ParameterKind.Long => BitConverter.DoubleToInt64Bits(of.Host[host++]),
                ParameterKind.ULong => BitConverter.DoubleToUInt64Bits(of.Host[host++]),
                ParameterKind.Bool => of.Host[host++] != 0,
                _ => of.Host[host++],
            });
        }

        return arguments;
    }

    private static Csr Eager<T>(CsrMatrix<T> matrix)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => new(
            matrix.Rows, matrix.Columns, matrix.RowStarts, matrix.ColumnIndices,
            [.. matrix.Values.ToArray().Select(double.CreateTruncating)]);

    private static object Eager<T>(ProgramArray array, T[] values, nint[] axes)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        double[] wide = [.. values.Select(double.CreateTruncating)];
        return array.Shape switch
        {
            ArrayShape.Vec => new Vec(wide),
            ArrayShape.Row => new Row(wide),
            ArrayShape.Col => new Col(wide),
            _ => new Mat((int)axes[array.RowAxis], (int)axes[array.Axis], wide),
        };
    }

    private static bool IsNumber(object result) => result is not (Vec or Row or Col or Mat);

    private static double[] Elements(object result) => result switch
    {
        Vec x => x.ToArray(),
        Row x => x.ToArray(),
        Col x => x.ToArray(),
        Mat x => x.ToArray(),
        Scalar x => [x.Value],
        Integer x => [x.Value],
        bool x => [x ? 1 : 0],
        _ => [Convert.ToDouble(result, System.Globalization.CultureInfo.InvariantCulture)],
    };
}
