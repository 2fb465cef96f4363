using System.Globalization;
using System.IO.Compression;

namespace Quickstart;

/// <summary>One image: its pixels and what it shows.</summary>
/// <param name="Pixels">64 values in [0, 1], row by row.</param>
/// <param name="Label">The digit.</param>
internal sealed record Digit(float[] Pixels, int Label);

/// <summary>1797 handwritten digits of 8×8 pixels, split into what is learnt from and what is held out.</summary>
/// <remarks>See <c>data/SOURCES.md</c> for their origin.</remarks>
/// <param name="Training">Four fifths.</param>
/// <param name="HeldOut">One fifth.</param>
internal sealed record Digits(IReadOnlyList<Digit> Training, IReadOnlyList<Digit> HeldOut)
{
    public const int Pixels = 64;
    public const int Classes = 10;
    private const float Brightest = 16;

    /// <summary>Reads the file and splits it, always in the same way for a seed.</summary>
    public static Digits Load(string path, ulong seed)
    {
        Digit[] all = [.. ReadLines(path).Select(Parse)];
        Shuffle(all, seed);
        int heldOut = all.Length / 5;
        return new Digits(all[heldOut..], all[..heldOut]);
    }

    private static IEnumerable<string> ReadLines(string path)
    {
        using var reader = new StreamReader(new GZipStream(File.OpenRead(path), CompressionMode.Decompress));
        while (reader.ReadLine() is { } line)
        {
            yield return line;
        }
    }

    private static Digit Parse(string line)
    {
        int[] fields = [.. line.Split(',').Select(f => int.Parse(f, CultureInfo.InvariantCulture))];
        return new Digit([.. fields[..Pixels].Select(p => p / Brightest)], fields[Pixels]);
    }

    /// <summary>Fisher and Yates' shuffle, driven by SplitMix64: the split is the same on every platform.</summary>
    private static void Shuffle(Digit[] digits, ulong seed)
    {
        for (int i = digits.Length - 1; i > 0; i--)
        {
            seed += 0x9E3779B97F4A7C15;
            ulong z = (seed ^ (seed >> 30)) * 0xBF58476D1CE4E5B9;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
            int j = (int)((z ^ (z >> 31)) % (ulong)(i + 1));
            (digits[i], digits[j]) = (digits[j], digits[i]);
        }
    }
}
