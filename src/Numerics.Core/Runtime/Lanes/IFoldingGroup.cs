namespace Numerics.Runtime;

/// <summary>How sixteen lanes of double become one number: the fixed tree of a reduction, the same for every
/// width.</summary>
/// <typeparam name="W">The group's type.</typeparam>
internal unsafe interface IFoldingGroup<W> : IWide<W>
    where W : struct, IFoldingGroup<W>
{
    /// <summary>The lanes of a group.</summary>
    private const int Lanes = 16;

    static double IWide<W>.SumLanes(W value)
    {
        double* lanes = stackalloc double[Lanes];
        W.Store(value, new Pointer<double>(lanes), 0);
        for (int half = Lanes / 2; half > 0; half /= 2)
        {
            for (int i = 0; i < half; i++)
            {
                lanes[i] += lanes[i + half];
            }
        }

        return lanes[0];
    }

    static double IWide<W>.MinLanes(W value)
    {
        double* lanes = stackalloc double[Lanes];
        W.Store(value, new Pointer<double>(lanes), 0);
        double least = lanes[0];
        for (int i = 1; i < Lanes; i++)
        {
            least = Math.Min(least, lanes[i]);
        }

        return least;
    }

    static double IWide<W>.MaxLanes(W value)
    {
        double* lanes = stackalloc double[Lanes];
        W.Store(value, new Pointer<double>(lanes), 0);
        double greatest = lanes[0];
        for (int i = 1; i < Lanes; i++)
        {
            greatest = Math.Max(greatest, lanes[i]);
        }

        return greatest;
    }
}
