using System.Numerics;
using System.Numerics.Tensors;
using Numerics.Plans;
using Numerics.Runtime;

namespace Numerics.Testing;

/// <summary>Bad shapes and overlaps are refused, in words that name both arrays, before anything is written.</summary>
/// <typeparam name="T">The element type.</typeparam>
internal sealed class ProgramRefusalLaw<T>(ProgramSubject subject, LawSettings settings)
    : ProgramLaw<T>(subject, settings, nameof(ProgramLaws.BadArgumentsAreRefused))
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Lengths of which no two agree, if the rule takes them (one that chooses rows by number needs as many in other
    /// arrays).</summary>
    private static readonly int[] Lengths = [5, 7, 3, 4];
    private const int MostTries = 100;

    private ProgramCase<T> _case = null!;
    private ProgramPlan _plan = null!;

    /// <summary>The room of each array: one element more along each axis than the longest of them needs.</summary>
    private int _room;

    /// <summary>An array of a call: where it begins, its lengths along its axes (one of a line), the elements between its rows.</summary>
    private readonly record struct Given(int Start, nint Rows, nint Columns, nint RowStride)
    {
        public bool IsEmpty => Rows == 0 || Columns == 0;
    }

    public void Check()
    {
        ProgramSource<T> source = Source();
        int[] apart = [.. Enumerable.Range(0, source.FreeAxes).Select(a => Lengths[a % Lengths.Length])];
        int[] alike = [.. apart.Select(_ => Lengths[0])];
        _case = Enumerable.Range(0, MostTries)
            .Select(i => source.Draw(InputProfile.Ordinary, i < MostTries / 2 ? apart : alike, useDefaults: true))
            .FirstOrDefault(c => Interpret(c, ContractionClass.Fused) is not null)
            ?? throw Violation("every case is refused that calls could be made wrong from");
        _plan = PlanOf(_case);
        _room = _plan.Arrays.Max(a => (int)((_case.Axes[a.Axis] + 1) * (a.IsMatrix ? _case.Axes[a.RowAxis] + 1 : 1)));

        Enumerable.Range(0, _plan.Arrays.Count).ToList().ForEach(CheckLengths);
        CheckOverlaps();
        Enumerable.Range(0, _plan.Arrays.Count).ToList().ForEach(CheckFolded);
    }

    private Given[] Good() => [.. _plan.Arrays.Select((a, k) =>
        new Given(k * _room, a.IsMatrix ? _case.Axes[a.RowAxis] : 1, _case.Axes[a.Axis], _case.Axes[a.Axis]))];

    /// <summary>Another length along an axis that another array, or the array's other side, or the rule has too.</summary>
    private void CheckLengths(int k)
    {
        ProgramArray array = _plan.Arrays[k];
        if (_case.Sparse[k] is not null)
        {
            return;
        }

        foreach (int change in new[] { -1, 1 })
        {
            CheckLength(k, array.Axis, g => g with { Columns = g.Columns + change, RowStride = g.Columns + change });
            if (array.IsMatrix)
            {
                CheckLength(k, array.RowAxis, g => g with { Rows = g.Rows + change });
            }
        }
    }

    private void CheckLength(int k, int axis, Func<Given, Given> change)
    {
        string[] others = [.. _plan.Arrays.Where((a, i) => i != k && (a.Axis == axis || a.RowAxis == axis)).Select(a => a.Name)];
        bool isSquare = _plan.Arrays[k].Axis == _plan.Arrays[k].RowAxis;
        if (others.Length == 0 && !isSquare && !_plan.IsHostAxis[axis])
        {
            return;
        }

        Given[] given = Good();
        given[k] = change(given[k]);
        ExpectRefusal(given, $"{_plan.Arrays[k].Name} of {given[k].Rows}×{given[k].Columns}", _plan.Arrays[k].Name, others);
    }

    private void CheckOverlaps()
    {
        Given[] good = Good();
        for (int first = 0; first < good.Length; first++)
        {
            for (int second = first + 1; second < good.Length; second++)
            {
                bool isWritten = _plan.Arrays[first].Use != ArrayUse.Read || _plan.Arrays[second].Use != ArrayUse.Read;
                bool isSparse = _case.Sparse[first] is not null || _case.Sparse[second] is not null;
                if (isWritten && !isSparse && !good[first].IsEmpty && !good[second].IsEmpty)
                {
                    Given[] given = [.. good];
                    given[second] = good[second] with { Start = good[first].Start };
                    string name = _plan.Arrays[second].Name;
                    ExpectRefusal(given, $"{name} on {_plan.Arrays[first].Name}", name, [_plan.Arrays[first].Name]);
                }
            }
        }
    }

    /// <summary>Rows that are one place in memory.</summary>
    private void CheckFolded(int k)
    {
        Given[] given = Good();
        if (_plan.Arrays[k] is { IsMatrix: true, Use: not ArrayUse.Read } && given[k].Rows > 1 && given[k].Columns > 0)
        {
            given[k] = given[k] with { RowStride = 0 };
            ExpectRefusal(given, $"{_plan.Arrays[k].Name} whose rows are one", _plan.Arrays[k].Name, []);
        }
    }

    /// <summary>A call that must throw an <see cref="ArgumentException"/> naming the argument and one of the others, if there are any,
    /// and leave every array as it was.</summary>
    private void ExpectRefusal(Given[] given, string what, string argument, string[] others)
    {
        T[] before = [.. Enumerable.Range(0, given.Length * _room).Select(i => T.CreateTruncating(i % 17))], memory = [.. before];
        string? refusal = RefusalOf(memory, given);
        string? wrong = refusal is null ? "was accepted"
            : !refusal.Contains(argument, StringComparison.Ordinal) ? $"was refused without naming {argument}: {refusal}"
            : others.Length > 0 && !others.Any(o => refusal.Contains(o, StringComparison.Ordinal))
                ? $"was refused without naming {string.Join(" or ", others)}: {refusal}"
            : !memory.AsSpan().SequenceEqual(before) ? "was refused after an array was written"
            : null;
        if (wrong is not null)
        {
            throw Violation($"{what} {wrong}");
        }
    }

    private string? RefusalOf(T[] memory, Given[] given)
    {
        try
        {
            Call(memory, given);
            return null;
        }
        catch (ArgumentException refusal)
        {
            return refusal.Message;
        }
    }

    private void Call(T[] memory, Given[] given)
    {
        var call = new ProgramCall<T>();
        for (int k = 0; k < given.Length; k++)
        {
            (ProgramArray array, Given g) = (_plan.Arrays[k], given[k]);
            if (_case.Sparse[k] is { } sparse)
            {
                call.ReadSparse(k, sparse, array.Name, array.RowAxis, array.Axis);
            }
            else if (array.IsMatrix)
            {
                nint[] strides = g.IsEmpty ? [] : [g.Rows > 1 ? g.RowStride : 0, g.Columns > 1 ? 1 : 0];
                var matrix = new TensorSpan<T>(memory, g.Start, [g.Rows, g.Columns], strides);
                call.UpdateMatrix(k, matrix, array.Name, array.RowAxis, array.Axis);
            }
            else
            {
                call.UpdateLine(k, memory.AsSpan(g.Start, (int)g.Columns), array.Name, array.Axis);
            }
        }

        var values = new double[_plan.Slots];
        for (int i = 0; i < _case.Scalars.Length; i++)
        {
            values[_plan.Scalars[i].Slot] = _case.Scalars[i];
        }

        ProgramCalls.Run(Rule, ref call, _case.Host, values);
    }
}
