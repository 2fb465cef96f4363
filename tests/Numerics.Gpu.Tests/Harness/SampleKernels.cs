using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using ILGPU;

namespace Numerics.Gpu.Tests.Harness;

/// <summary>Sixteen bytes: what a kernel loads and stores at once.</summary>
[StructLayout(LayoutKind.Sequential)]
public struct Float4(float x, float y, float z, float w)
{
    public float X = x, Y = y, Z = z, W = w;
}

/// <summary>256 numbers: more than a thread has registers for.</summary>
[StructLayout(LayoutKind.Sequential)]
public struct Float256
{
    public Float64 A, B, C, D;
}

[StructLayout(LayoutKind.Sequential)]
public struct Float64
{
    public Float16 A, B, C, D;
}

[StructLayout(LayoutKind.Sequential)]
public struct Float16
{
    public Float4 A, B, C, D;
}

[StructLayout(LayoutKind.Sequential)]
public struct Double2(double x, double y)
{
    public double X = x, Y = y;
}

/// <summary>
/// Small kernels written by hand that show what the checks see: good ones, and bad ones that they must catch.
/// </summary>
public static class SampleKernels
{
    /// <summary>y ← a·x + y in 128 bits, the rest element by element.</summary>
    public static void Axpy(ArrayView<float> x, ArrayView<float> y, float a)
    {
        ArrayView<Float4> xs = x.SubView(0, x.Length / 4 * 4).Cast<Float4>();
        ArrayView<Float4> ys = y.SubView(0, y.Length / 4 * 4).Cast<Float4>();
        long stride = (long)Grid.DimX * Group.DimX;
        long start = ((long)Grid.IdxX * Group.DimX) + Group.IdxX;
        for (long i = start; i < ys.Length; i += stride)
        {
            Float4 u = xs[i], v = ys[i];
            ys[i] = new Float4((a * u.X) + v.X, (a * u.Y) + v.Y, (a * u.Z) + v.Z, (a * u.W) + v.W);
        }
        long rest = (ys.Length * 4) + start;
        if (rest < y.Length)
        {
            y[rest] = (a * x[rest]) + y[rest];
        }
    }

    public static void AxpyDouble(ArrayView<double> x, ArrayView<double> y, double a)
    {
        ArrayView<Double2> xs = x.SubView(0, x.Length / 2 * 2).Cast<Double2>();
        ArrayView<Double2> ys = y.SubView(0, y.Length / 2 * 2).Cast<Double2>();
        long stride = (long)Grid.DimX * Group.DimX;
        for (long i = ((long)Grid.IdxX * Group.DimX) + Group.IdxX; i < ys.Length; i += stride)
        {
            Double2 u = xs[i], v = ys[i];
            ys[i] = new Double2((a * u.X) + v.X, (a * u.Y) + v.Y);
        }
    }

    /// <summary>Bad: loads and stores 32 bits at a time.</summary>
    public static void ScalarAxpy(ArrayView<float> x, ArrayView<float> y, float a)
    {
        long stride = (long)Grid.DimX * Group.DimX;
        for (long i = ((long)Grid.IdxX * Group.DimX) + Group.IdxX; i < y.Length; i += stride)
        {
            y[i] = (a * x[i]) + y[i];
        }
    }

    /// <summary>Bad: reads x a second time after y was stored, which may be the same memory.</summary>
    public static void Rereading(ArrayView<Float4> x, ArrayView<Float4> y)
    {
        long stride = (long)Grid.DimX * Group.DimX;
        for (long i = ((long)Grid.IdxX * Group.DimX) + Group.IdxX; i < y.Length; i += stride)
        {
            y[i] = new Float4(x[i].X, 0, 0, 0);
            x[i] = new Float4(x[i].Y, y[i].X, 0, 0);
        }
    }

    /// <summary>Bad: 256 live numbers, which spill.</summary>
    public static void ManyLiveValues(ArrayView<Float256> x, ArrayView<Float256> y)
    {
        int i = (Grid.IdxX * Group.DimX) + Group.IdxX;
        Float256 u = x[i], v = y[i];
        x[i] = v;
        y[i] = u;
    }

    /// <summary>Bad: loads 32 bits at a time, in a function that it calls.</summary>
    public static void Calling(ArrayView<float> x, ArrayView<float> y)
    {
        long stride = (long)Grid.DimX * Group.DimX;
        for (long i = ((long)Grid.IdxX * Group.DimX) + Group.IdxX; i < y.Length; i += stride)
        {
            y[i] = Twice(x, i);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static float Twice(ArrayView<float> x, long i) => 2 * x[i];

    /// <summary>Bad: adds in an order that differs from run to run.</summary>
    public static void AtomicSum(ArrayView<float> x, ArrayView<float> sum)
        => Atomic.Add(ref sum[0], x[(Grid.IdxX * Group.DimX) + Group.IdxX]);

    /// <summary>Not a kernel: ILGPU knows no delegates.</summary>
    public static void Uncompilable(ArrayView<float> x)
    {
        Func<float, float> twice = value => 2 * value;
        x[0] = twice(x[0]);
    }
}
