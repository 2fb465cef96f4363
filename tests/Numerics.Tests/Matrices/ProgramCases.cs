using System.Numerics;
using System.Numerics.Tensors;
using Numerics.Plans;
using Numerics.Runtime;
using Numerics.Testing;

namespace Numerics.Tests.Matrices;

/// <summary>Runs of rules over matrices: the kernel, the interpreter, the definition, on the same arguments.</summary>
internal static class ProgramCases
{
    /// <summary>A case with arrays of a size, drawn from a generator.</summary>
    public static ProgramCase<T> Draw<T>(
        ProgramRule rule, nint[] axes, double[] host, double[] scalars, int seed, Func<Random, double> draw)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var random = new Random(seed);
        ProgramPlan plan = rule.Plans[rule.VariantOf(host)];
        nint[] lengths = [.. axes, .. new nint[Math.Max(0, plan.IsHostAxis.Count - axes.Length)]];
        rule.Lengths(rule.VariantOf(host), host, lengths);
        T[][] arrays = [.. plan.Arrays.Select(a => Enumerable.Range(0, a.Shape == ArrayShape.Csr ? 0 : (int)Size(a, lengths))
            .Select(_ => T.CreateTruncating(draw(random))).ToArray())];
        CsrMatrix<T>?[] sparse = [.. plan.Arrays.Select(a => a.Shape == ArrayShape.Csr
            ? DrawSparse<T>((int)lengths[a.RowAxis], (int)lengths[a.Axis], random, draw)
            : null)];
        return new ProgramCase<T>(arrays, lengths, host, scalars) { Sparse = sparse };
    }

    /// <summary>A sparse matrix of which some rows are empty, some full.</summary>
    private static CsrMatrix<T> DrawSparse<T>(int rows, int columns, Random random, Func<Random, double> draw)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        List<int> starts = [0];
        List<int> places = [];
        for (int i = 0; i < rows; i++)
        {
            int share = random.Next(5);
            places.AddRange(Enumerable.Range(0, columns).Where(_ => random.Next(4) < share));
            starts.Add(places.Count);
        }

        T[] values = [.. places.Select(_ => T.CreateTruncating(draw(random)))];
        return new CsrMatrix<T>(rows, columns, [.. starts], [.. places], values);
    }

    public static nint Size(ProgramArray array, nint[] axes) => axes[array.Axis] * (array.IsMatrix ? axes[array.RowAxis] : 1);

    /// <summary>Runs the kernel on a copy.</summary>
    public static ProgramCase<float> RunKernel(ProgramRule rule, ProgramCase<float> of)
    {
        ProgramCase<float> result = of.Copy();
        ProgramPlan plan = rule.Plans[rule.VariantOf(of.Host)];
        var call = new ProgramCall<float>();
        for (int i = 0; i < plan.Arrays.Count; i++)
        {
            Add(ref call, i, plan.Arrays[i], result);
        }

        double[] values = Values(plan, of.Scalars);
        rule.Run(rule.VariantOf(of.Host), ref call, of.Host, values);
        result.Results = [.. plan.Results.Select(r => values[r.Slot])];
        return result;
    }

    /// <inheritdoc cref="RunKernel(ProgramRule, ProgramCase{float})"/>
    public static ProgramCase<double> RunKernel(ProgramRule rule, ProgramCase<double> of)
    {
        ProgramCase<double> result = of.Copy();
        ProgramPlan plan = rule.Plans[rule.VariantOf(of.Host)];
        var call = new ProgramCall<double>();
        for (int i = 0; i < plan.Arrays.Count; i++)
        {
            Add(ref call, i, plan.Arrays[i], result);
        }

        double[] values = Values(plan, of.Scalars);
        rule.Run(rule.VariantOf(of.Host), ref call, of.Host, values);
        result.Results = [.. plan.Results.Select(r => values[r.Slot])];
        return result;
    }

    /// <summary>Runs the interpreter on a copy.</summary>
    public static ProgramCase<T> Interpret<T>(ProgramRule rule, ProgramCase<T> of, ContractionClass contraction)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ProgramCase<T> result = of.Copy();
        ProgramInterpreter.Run(rule, contraction, result);
        return result;
    }

    /// <summary>What the definition gives for a case: each result's elements.</summary>
    public static List<double[]> Define<T>(ProgramRule rule, ProgramCase<T> of, bool hasPoints)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ProgramPlan plan = rule.Plans[rule.VariantOf(of.Host)];
        (int array, int host, int scalar) = (0, 0, 0);
        List<object> arguments = [];
        foreach (RuleParameter p in rule.Parameters)
        {
            arguments.Add(p.Kind switch
            {
                ParameterKind.Array when of.Sparse[array] is not null => Eager(of.Sparse[array++]!),
                ParameterKind.Array => Eager(plan.Arrays[array], of.Arrays[array++], of.Axes, hasPoints),
                ParameterKind.Scalar => new Scalar(of.Scalars[scalar++]),
                ParameterKind.Integer => new Integer(BitConverter.DoubleToInt64Bits(of.Scalars[scalar++])),
                ParameterKind.Int => (int)of.Host[host++],
                ParameterKind.Long => BitConverter.DoubleToInt64Bits(of.Host[host++]),
                ParameterKind.ULong => BitConverter.DoubleToUInt64Bits(of.Host[host++]),
                ParameterKind.Bool => of.Host[host++] != 0,
                _ => of.Host[host++],
            });
        }

        return [.. rule.Define(arguments).Select(Elements)];
    }

    private static Csr Eager<T>(CsrMatrix<T> of)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        double[] values = [.. of.Values.ToArray().Select(double.CreateTruncating)];
        return new Csr(of.Rows, of.Columns, of.RowStarts, of.ColumnIndices, values);
    }

    private static object Eager<T>(ProgramArray array, T[] values, nint[] axes, bool hasPoints)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        double[] wide = [.. values.Select(double.CreateTruncating)];
        return array.Shape switch
        {
            ArrayShape.Vec => new Vec(wide),
            ArrayShape.Row => new Row(wide),
            ArrayShape.Col => new Col(wide),
            _ when hasPoints => new Points((int)axes[array.RowAxis], (int)axes[array.Axis], wide),
            _ => new Mat((int)axes[array.RowAxis], (int)axes[array.Axis], wide),
        };
    }

    private static double[] Elements(object result) => result switch
    {
        Vec x => x.ToArray(),
        Row x => x.ToArray(),
        Col x => x.ToArray(),
        Mat x => x.ToArray(),
        Scalar x => [x.Value],
        Integer x => [x.Value],
        _ => throw new ArgumentException(result.GetType().Name, nameof(result)),
    };

    private static double[] Values(ProgramPlan plan, double[] scalars)
    {
        var values = new double[plan.Slots];
        for (int i = 0; i < scalars.Length; i++)
        {
            values[plan.Scalars[i].Slot] = scalars[i];
        }

        return values;
    }

    private static void Add<T>(ref ProgramCall<T> call, int index, ProgramArray array, ProgramCase<T> of)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] values = of.Arrays[index];
        if (of.Sparse[index] is { } sparse)
        {
            call.ReadSparse(index, sparse, array.Name, array.RowAxis, array.Axis);
            return;
        }

        if (!array.IsMatrix)
        {
            if (array.Use == ArrayUse.Read)
            {
                call.ReadLine(index, values, array.Name, array.Axis);
            }
            else
            {
                call.UpdateLine(index, values, array.Name, array.Axis);
            }

            return;
        }

        nint[] lengths = [of.Axes[array.RowAxis], of.Axes[array.Axis]];
        if (array.Use == ArrayUse.Read)
        {
            call.ReadMatrix(index, new ReadOnlyTensorSpan<T>(values, lengths, []), array.Name, array.RowAxis, array.Axis);
        }
        else
        {
            call.UpdateMatrix(index, new TensorSpan<T>(values, lengths, []), array.Name, array.RowAxis, array.Axis);
        }
    }
}
