using System.Numerics;
using Numerics.Runtime;

namespace Numerics.Tests.Lanes;

/// <summary>What is done with each lanes type.</summary>
internal interface ILanesVisitor
{
    void Visit<V, T>()
        where V : struct, ILanes<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;
}

/// <summary>What is done with each group type.</summary>
internal interface IGroupVisitor
{
    void Visit<V, W, T>()
        where V : struct, IGroup<V, W, T>
        where W : struct, IWide<W>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;
}

/// <summary>The lists of all types that implement lanes.</summary>
internal static class LaneTypes
{
    public static void All<A>(A visitor)
        where A : ILanesVisitor
    {
        Single<A, Fused>(visitor);
        Single<A, Separate>(visitor);
        Groups(new AsLanes<A>(visitor));
    }

    public static void Groups<A>(A visitor)
        where A : IGroupVisitor
    {
        Groups<A, Fused>(visitor);
        Groups<A, Separate>(visitor);
    }

    /// <summary>The types of one class that are no groups, the single lane first.</summary>
    public static void Single<A, C>(A visitor)
        where A : ILanesVisitor
        where C : struct, IContraction
    {
        visitor.Visit<Float1<C>, float>();
        visitor.Visit<Float128<C>, float>();
        visitor.Visit<Float256<C>, float>();
        visitor.Visit<Float512<C>, float>();
        visitor.Visit<Double1<C>, double>();
        visitor.Visit<Double128<C>, double>();
        visitor.Visit<Double256<C>, double>();
        visitor.Visit<Double512<C>, double>();
    }

    private static void Groups<A, C>(A visitor)
        where A : IGroupVisitor
        where C : struct, IContraction
    {
        visitor.Visit<FloatGroup1<C>, DoubleGroup1<C>, float>();
        visitor.Visit<FloatGroup128<C>, DoubleGroup128<C>, float>();
        visitor.Visit<FloatGroup256<C>, DoubleGroup256<C>, float>();
        visitor.Visit<FloatGroup512<C>, DoubleGroup512<C>, float>();
        visitor.Visit<DoubleGroup1<C>, DoubleGroup1<C>, double>();
        visitor.Visit<DoubleGroup128<C>, DoubleGroup128<C>, double>();
        visitor.Visit<DoubleGroup256<C>, DoubleGroup256<C>, double>();
        visitor.Visit<DoubleGroup512<C>, DoubleGroup512<C>, double>();
    }

    private readonly struct AsLanes<A>(A visitor) : IGroupVisitor
        where A : ILanesVisitor
    {
        public void Visit<V, W, T>()
            where V : struct, IGroup<V, W, T>
            where W : struct, IWide<W>
            where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
            visitor.Visit<V, T>();
    }
}
