using System.Numerics.Tensors;
using Numerics.Plans;

namespace Numerics.Runtime;

/// <summary>Combines the partial results of a reduction: by levels, p[i] = p[2i] + p[2i+1], an odd last one carried up
/// unchanged, so that the bits depend on their number alone.</summary>
internal static unsafe class Combine
{
    /// <summary>Combines <paramref name="count"/> partials that lie <paramref name="stride"/> apart, in place.</summary>
    /// <returns>The result; the neutral element where there are none.</returns>
    public static double Levels(ReductionKind kind, double* partials, nint count, int stride) => kind switch
    {
        ReductionKind.Min or ReductionKind.First => Levels<Least>(partials, count, stride),
        ReductionKind.Max => Levels<Greatest>(partials, count, stride),
        _ => Levels<Total>(partials, count, stride),
    };

    /// <summary>Where a reduction begins.</summary>
    public static double Neutral(ReductionKind kind) => kind switch
    {
        ReductionKind.Min or ReductionKind.First => Least.Neutral,
        ReductionKind.Max => Greatest.Neutral,
        _ => Total.Neutral,
    };

    /// <summary>Combines lines of partials element by element, in place.</summary>
    /// <param name="kind">What they are partials of.</param>
    /// <param name="lines">The first line.</param>
    /// <param name="stride">Elements between lines.</param>
    /// <param name="count">The number of lines, at least 1.</param>
    /// <param name="length">The elements of each that are combined. The result is the first line.</param>
    public static void Lines(ReductionKind kind, double* lines, nint stride, nint count, int length)
    {
        for (; count > 1; count -= count / 2)
        {
            for (nint i = 0; i < count / 2; i++)
            {
                var left = new ReadOnlySpan<double>(lines + (2 * i * stride), length);
                var right = new ReadOnlySpan<double>(lines + (((2 * i) + 1) * stride), length);
                Apply(kind, left, right, new Span<double>(lines + (i * stride), length));
            }

            if ((count & 1) != 0)
            {
                var last = new ReadOnlySpan<double>(lines + ((count - 1) * stride), length);
                last.CopyTo(new Span<double>(lines + (count / 2 * stride), length));
            }
        }
    }

    private static void Apply(
        ReductionKind kind, ReadOnlySpan<double> left, ReadOnlySpan<double> right, Span<double> result)
    {
        switch (kind)
        {
            case ReductionKind.Min or ReductionKind.First: TensorPrimitives.Min(left, right, result); break;
            case ReductionKind.Max: TensorPrimitives.Max(left, right, result); break;
            default: TensorPrimitives.Add(left, right, result); break;
        }
    }

    private static double Levels<O>(double* partials, nint count, int stride)
        where O : struct, IOperation
    {
        if (count == 0)
        {
            return O.Neutral;
        }

        for (; count > 1; count -= count / 2)
        {
            for (nint i = 0; i < count / 2; i++)
            {
                partials[i * stride] = O.Apply(partials[2 * i * stride], partials[((2 * i) + 1) * stride]);
            }

            if ((count & 1) != 0)
            {
                partials[count / 2 * stride] = partials[(count - 1) * stride];
            }
        }

        return partials[0];
    }

    private interface IOperation
    {
        static abstract double Neutral { get; }

        static abstract double Apply(double left, double right);
    }

    private readonly struct Total : IOperation
    {
        public static double Neutral => 0;

        public static double Apply(double left, double right) => left + right;
    }

    private readonly struct Least : IOperation
    {
        public static double Neutral => double.PositiveInfinity;

        public static double Apply(double left, double right) => Math.Min(left, right);
    }

    private readonly struct Greatest : IOperation
    {
        public static double Neutral => double.NegativeInfinity;

        public static double Apply(double left, double right) => Math.Max(left, right);
    }
}
