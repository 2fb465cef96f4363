using System.Numerics;
using Numerics.Plans;
using Numerics.Runtime;

namespace Numerics.Testing;

/// <summary>Bad arguments are refused before anything is written.</summary>
/// <param name="rule">The rule.</param>
/// <param name="settings">How much is checked.</param>
/// <param name="law">The law's name, as users call it.</param>
/// <typeparam name="T">The element type.</typeparam>
internal abstract class RefusalLaw<T>(UpdateRule rule, LawSettings settings, string law)
    : KernelLaw<T>(rule, settings, law)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int Length = 37;

    /// <summary>The elements from one array to the next: of two that overlap, each has room.</summary>
    private const int Room = 2 * Length;

    private TensorCase<T>? _case;

    /// <summary>A good case, whose arrays are all the memory that calls get, one array beside the other.</summary>
    protected TensorCase<T> Case => _case ??= Source().Draw(InputProfile.Ordinary, Room);

    public virtual void Check()
    {
        CheckLengths();
        CheckOverlaps();
    }

    /// <summary>Calls the rule on arrays that are parts of one block of memory.</summary>
    protected abstract void Call(T[] memory, Range[] arrays, double[] host);

    /// <summary>The places of good arrays.</summary>
    protected Range[] Apart() => [.. Enumerable.Range(0, Arrays.Count).Select(k => Place(k * Room, Length))];

    private static Range Place(int start, int length) => start..(start + length);

    private void CheckLengths()
    {
        for (int k = 0; k < Arrays.Count && Arrays.Count > 1; k++)
        {
            foreach (int length in new[] { 0, Length - 1, Length + 1 })
            {
                Range[] arrays = Apart();
                arrays[k] = Place(k * Room, length);
                ExpectRefusal(
                    arrays, Case.Host, $"{Arrays[k].Name} of {length} elements among {Length}", Arrays[k].Name);
            }
        }
    }

    private void CheckOverlaps()
    {
        for (int a = 0; a < Arrays.Count; a++)
        {
            for (int b = a + 1; b < Arrays.Count; b++)
            {
                foreach (int shift in new[] { 0, 1, Length - 1 })
                {
                    CheckOverlap(a, b, shift);
                    CheckOverlap(b, a, shift);
                }
            }
        }
    }

    private void CheckOverlap(int first, int second, int shift)
    {
        if (Arrays[first].Use == ArrayUse.Read && Arrays[second].Use == ArrayUse.Read)
        {
            return;
        }

        Range[] arrays = Apart();
        arrays[second] = Place((first * Room) + shift, Length);
        ExpectRefusal(
            arrays, Case.Host, $"{Arrays[second].Name} {shift} elements into {Arrays[first].Name}",
            Arrays[Math.Max(first, second)].Name);
    }

    /// <summary>A call that must throw an <see cref="ArgumentException"/> naming the argument, and leave every array
    /// as it was.</summary>
    protected void ExpectRefusal(Range[] arrays, double[] host, string what, string argument)
    {
        T[] before = [.. Case.Arrays.SelectMany(a => a)], memory = [.. before];
        string? refusal = RefusalOf(memory, arrays, host);
        string? wrong = refusal is null ? "was accepted"
            : !refusal.Contains(argument, StringComparison.Ordinal) ? $"was refused without naming {argument}: {refusal}"
            : !memory.AsSpan().SequenceEqual(before) ? "was refused after an array was written"
            : null;
        if (wrong is not null)
        {
            throw Violation($"{what} {wrong}");
        }
    }

    private string? RefusalOf(T[] memory, Range[] arrays, double[] host)
    {
        try
        {
            Call(memory, arrays, host);
            return null;
        }
        catch (ArgumentException refusal)
        {
            return refusal.Message;
        }
    }
}
