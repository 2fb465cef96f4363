using System.Runtime.Intrinsics;
using Numerics.Benchmarks.HandWritten;

namespace Numerics.Benchmarks.Derivatives;

/// <summary>Rosenbrock's function with its gradient, and its Hessian times a vector, as an expert writes them: one pass each, with unaligned
/// loads of the neighbours. The value is added up in double.</summary>
internal sealed unsafe class HandWrittenRosenbrock(float a, float b)
{
    private readonly Lock _lock = new();
    private double _value;

    /// <summary>The value; writes the gradient.</summary>
    internal double ValueGradient(ThreadPair threads, float* x, float* gradient, nint length)
    {
        _value = 0;
        threads.Run(length, (start, end) => GradientRange(x, gradient, start, end, length));
        return _value;
    }

    /// <summary>Writes the Hessian times v.</summary>
    internal void HessianVector(ThreadPair threads, float* x, float* v, float* product, nint length) =>
        threads.Run(length, (start, end) => ProductRange(x, v, product, start, end, length));

    private void GradientRange(float* x, float* gradient, nint start, nint end, nint length)
    {
        Vector512<double> low = default, high = default;
        (double sum, nint i) = (0, start);
        if (i == 0 && i < end)
        {
            sum += Element(x, gradient, i++, length);
        }

        (Vector512<float> ones, Vector512<float> bs) = (Vector512.Create(a), Vector512.Create(b));
        (Vector512<float> two, Vector512<float> four) = (Vector512.Create(2 * b), Vector512.Create(-4 * b));
        for (; i <= nint.Min(end, length - 1) - Bounds.Lanes; i += Bounds.Lanes)
        {
            Vector512<float> here = Vector512.Load(x + i), last = Vector512.Load(x + i - 1);
            Vector512<float> next = Vector512.FusedMultiplyAdd(-here, here, Vector512.Load(x + i + 1));
            Vector512<float> before = Vector512.FusedMultiplyAdd(-last, last, here);
            Vector512<float> rest = ones - here;
            Vector512<float> slope = Vector512.FusedMultiplyAdd(four * here, next, two * before);
            (slope - (rest + rest)).Store(gradient + i);
            Vector512<float> term = Vector512.FusedMultiplyAdd(bs * next, next, rest * rest);
            low += Vector512.WidenLower(term);
            high += Vector512.WidenUpper(term);
        }

        for (; i < end; i++)
        {
            sum += Element(x, gradient, i, length);
        }

        lock (_lock)
        {
            _value += sum + Vector512.Sum(low + high);
        }
    }

    /// <summary>One element of the gradient; gives its term of the value.</summary>
    private double Element(float* x, float* gradient, nint i, nint length)
    {
        float slope = i > 0 ? 2 * b * (x[i] - (x[i - 1] * x[i - 1])) : 0;
        if (i == length - 1)
        {
            gradient[i] = slope;
            return 0;
        }

        (float next, float rest) = (x[i + 1] - (x[i] * x[i]), a - x[i]);
        gradient[i] = slope - (4 * b * x[i] * next) - (2 * rest);
        return (b * next * next) + (rest * rest);
    }

    private void ProductRange(float* x, float* v, float* product, nint start, nint end, nint length)
    {
        nint i = start;
        if (i == 0 && i < end)
        {
            ProductElement(x, v, product, i++, length);
        }

        Vector512<float> two = Vector512.Create(2 * b), four = Vector512.Create(-4 * b), twelve = Vector512.Create(12 * b);
        Vector512<float> diagonal = Vector512.Create(2 + (2 * b));
        for (; i <= nint.Min(end, length - 1) - Bounds.Lanes; i += Bounds.Lanes)
        {
            Vector512<float> here = Vector512.Load(x + i);
            Vector512<float> own = Vector512.FusedMultiplyAdd(twelve * here, here, diagonal);
            own = Vector512.FusedMultiplyAdd(four, Vector512.Load(x + i + 1), own);
            Vector512<float> sides = Vector512.FusedMultiplyAdd(
                here, Vector512.Load(v + i + 1), Vector512.Load(x + i - 1) * Vector512.Load(v + i - 1));
            Vector512.FusedMultiplyAdd(own, Vector512.Load(v + i), four * sides).Store(product + i);
        }

        for (; i < end; i++)
        {
            ProductElement(x, v, product, i, length);
        }
    }

    private void ProductElement(float* x, float* v, float* product, nint i, nint length)
    {
        float value = i > 0 ? (2 * b * v[i]) - (4 * b * x[i - 1] * v[i - 1]) : 0;
        product[i] = i == length - 1
            ? value
            : value + (((12 * b * x[i] * x[i]) - (4 * b * x[i + 1]) + 2) * v[i]) - (4 * b * x[i] * v[i + 1]);
    }
}
