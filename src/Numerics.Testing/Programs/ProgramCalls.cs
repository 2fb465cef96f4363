using System.Numerics;
using System.Runtime.CompilerServices;
using Numerics.Plans;
using Numerics.Runtime;

namespace Numerics.Testing;

/// <summary>How a kernel is called: the arrays' layouts and where they lie.</summary>
/// <param name="Context">What it runs with.</param>
/// <param name="Turn">Which layouts its matrices have: of four, one after the other.</param>
/// <param name="Offset">Elements from an aligned place to the first array's start.</param>
internal sealed record ProgramWay(KernelContext Context, int Turn = 0, int Offset = 0)
{
    /// <summary>How far apart the offsets of two arrays are: no divisor of any vector's lanes.</summary>
    private const int OffsetStep = 5;
    private const int Offsets = 19;

    /// <summary>The layout of an array.</summary>
    public MatrixLayout LayoutOf(int array) => (MatrixLayout)((Turn + array) % Enum.GetValues<MatrixLayout>().Length);

    /// <summary>The offset of an array.</summary>
    public int OffsetOf(int array) => (Offset + (array * OffsetStep)) % Offsets;

    /// <summary>In words.</summary>
    public override string ToString() => $"{LawText.Of(Context)}, first matrix {LayoutOf(0)}, offset {Offset}";
}

/// <summary>Runs a rule's kernel on cases, in guarded memory.</summary>
internal static class ProgramCalls
{
    /// <summary>Runs the kernel in place of a case's arrays, between sentinels, and sets its results.</summary>
    /// <returns>What it did beside the arrays, in words; null if nothing.</returns>
    public static string? Run<T>(ProgramRule rule, ProgramCase<T> of, ProgramWay way)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Run(rule, [of], isBatch: false, way, (memory, k) => new GuardedArray<T>(memory, way.OffsetOf(k)));

    /// <summary>Runs a batch of problems, which have host values and lengths in common, in one call.</summary>
    /// <inheritdoc cref="Run{T}(ProgramRule, ProgramCase{T}, ProgramWay)"/>
    public static string? RunBatch<T>(ProgramRule rule, IReadOnlyList<ProgramCase<T>> problems, ProgramWay way)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Run(rule, problems, isBatch: true, way, (memory, k) => new GuardedArray<T>(memory, way.OffsetOf(k)));

    /// <summary>Runs problems whose arrays are put into memory by a function.</summary>
    public static string? Run<T>(
        ProgramRule rule,
        IReadOnlyList<ProgramCase<T>> problems,
        bool isBatch,
        ProgramWay way,
        Func<T[], int, PlacedArray<T>> place)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ProgramPlan plan = rule.Plans[rule.VariantOf(problems[0].Host)];
        LaidArray<T>[] arrays = [.. plan.Arrays.Select((a, k) => new LaidArray<T>(
            a, [.. problems.Select(p => p.Arrays[k])], problems[0].Axes, way.LayoutOf(k), m => place(m, k)))];
        string? fault = null;
        try
        {
            using (KernelContext.Use(way.Context))
            {
                Run(rule, plan, problems, isBatch, arrays);
            }
        }
        finally
        {
            for (int k = 0; k < arrays.Length; k++)
            {
                string? found = arrays[k].Collect([.. problems.Select(p => p.Arrays[k])]);
                fault ??= found;
                arrays[k].Dispose();
            }
        }

        return fault;
    }

    /// <summary>Runs a call whatever its element type.</summary>
    public static void Run<T>(ProgramRule rule, ref ProgramCall<T> call, double[] host, Span<double> values)
        where T : unmanaged
    {
        int variant = rule.VariantOf(host);
        if (typeof(T) == typeof(float))
        {
            rule.Run(variant, ref Unsafe.As<ProgramCall<T>, ProgramCall<float>>(ref call), host, values);
        }
        else
        {
            rule.Run(variant, ref Unsafe.As<ProgramCall<T>, ProgramCall<double>>(ref call), host, values);
        }
    }

    private static void Run<T>(
        ProgramRule rule, ProgramPlan plan, IReadOnlyList<ProgramCase<T>> problems, bool isBatch, LaidArray<T>[] arrays)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ProgramCall<T> call = isBatch ? new(problems.Count) : new();
        for (int k = 0; k < arrays.Length; k++)
        {
            if (problems[0].Sparse[k] is { } matrix)
            {
                call.ReadSparse(k, matrix, plan.Arrays[k].Name, plan.Arrays[k].RowAxis, plan.Arrays[k].Axis);
            }
            else
            {
                Add(ref call, k, plan.Arrays[k], arrays[k], isBatch);
            }
        }

        if (isBatch)
        {
            RunBatch(rule, plan, ref call, problems);
            return;
        }

        double[] values = new double[plan.Slots];
        for (int i = 0; i < plan.Scalars.Count; i++)
        {
            values[plan.Scalars[i].Slot] = problems[0].Scalars[i];
        }

        Run(rule, ref call, problems[0].Host, values);
        problems[0].Results = [.. plan.Results.Select(r => values[r.Slot])];
    }

    private static void Add<T>(ref ProgramCall<T> call, int k, ProgramArray array, LaidArray<T> laid, bool isBatch)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        switch (array.IsMatrix, array.Use)
        {
            case (false, ArrayUse.Read): call.ReadLine(k, laid.Line, array.Name, array.Axis); break;
            case (false, ArrayUse.Write): call.WriteLine(k, laid.Line, array.Name, array.Axis); break;
            case (false, _): call.UpdateLine(k, laid.Line, array.Name, array.Axis); break;
            case (true, ArrayUse.Read):
                call.ReadMatrix(k, laid.Matrix(isBatch), array.Name, array.RowAxis, array.Axis);
                break;
            case (true, ArrayUse.Write):
                call.WriteMatrix(k, laid.Matrix(isBatch), array.Name, array.RowAxis, array.Axis);
                break;
            default: call.UpdateMatrix(k, laid.Matrix(isBatch), array.Name, array.RowAxis, array.Axis); break;
        }
    }

    private static void RunBatch<T>(
        ProgramRule rule, ProgramPlan plan, ref ProgramCall<T> call, IReadOnlyList<ProgramCase<T>> problems)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var numbers = new BatchNumbers(problems.Count);
        double[][] inputs = [.. plan.Scalars.Select((_, i) => problems.Select(p => p.Scalars[i]).ToArray())];
        double[][] results = [.. plan.Results.Select(_ => new double[problems.Count])];
        for (int i = 0; i < inputs.Length; i++)
        {
            numbers.Read(plan.Scalars[i].Slot, inputs[i], plan.Scalars[i].Name ?? "");
        }

        for (int i = 0; i < results.Length; i++)
        {
            numbers.Write(plan.Results[i].Slot, results[i], plan.Results[i].Name ?? "");
        }

        double[] host = problems[0].Host;
        int variant = rule.VariantOf(host);
        if (typeof(T) == typeof(float))
        {
            rule.RunBatch(variant, ref Unsafe.As<ProgramCall<T>, ProgramCall<float>>(ref call), host, ref numbers);
        }
        else
        {
            rule.RunBatch(variant, ref Unsafe.As<ProgramCall<T>, ProgramCall<double>>(ref call), host, ref numbers);
        }

        for (int p = 0; p < problems.Count; p++)
        {
            problems[p].Results = [.. results.Select(r => r[p])];
        }
    }
}
