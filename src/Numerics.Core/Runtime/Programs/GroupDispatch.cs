using System.Diagnostics.CodeAnalysis;

namespace Numerics.Runtime;

/// <summary>What is to be run on groups of sixteen lanes.</summary>
internal interface IGroupAction
{
    /// <summary>Runs it on the groups V and W.</summary>
    void Run<V, W, U>()
        where V : struct, IGroup<V, W, U>
        where W : struct, IWide<W>
        where U : unmanaged;
}

/// <summary>Runs an action on the groups that a context chooses. Each combination is compiled when first called.</summary>
internal static class GroupDispatch
{
    /// <summary>Runs an action for elements of type T.</summary>
    public static void Run<A, T>(LaneKind lanes, in A action)
        where A : struct, IGroupAction
        where T : unmanaged
    {
        if (typeof(T) == typeof(float))
        {
            RunFloat(lanes, action);
        }
        else if (typeof(T) == typeof(double))
        {
            RunDouble(lanes, action);
        }
        else
        {
            ThrowElementType(typeof(T));
        }
    }

    private static void RunFloat<A>(LaneKind lanes, in A action)
        where A : struct, IGroupAction
    {
        switch (lanes)
        {
            case LaneKind.Fused512: action.Run<FloatGroup512<Fused>, DoubleGroup512<Fused>, float>(); break;
            case LaneKind.Fused256: action.Run<FloatGroup256<Fused>, DoubleGroup256<Fused>, float>(); break;
            case LaneKind.Fused128: action.Run<FloatGroup128<Fused>, DoubleGroup128<Fused>, float>(); break;
            case LaneKind.Fused1: action.Run<FloatGroup1<Fused>, DoubleGroup1<Fused>, float>(); break;
            case LaneKind.Separate512: action.Run<FloatGroup512<Separate>, DoubleGroup512<Separate>, float>(); break;
            case LaneKind.Separate256: action.Run<FloatGroup256<Separate>, DoubleGroup256<Separate>, float>(); break;
            case LaneKind.Separate128: action.Run<FloatGroup128<Separate>, DoubleGroup128<Separate>, float>(); break;
            default: action.Run<FloatGroup1<Separate>, DoubleGroup1<Separate>, float>(); break;
        }
    }

    private static void RunDouble<A>(LaneKind lanes, in A action)
        where A : struct, IGroupAction
    {
        switch (lanes)
        {
            case LaneKind.Fused512: action.Run<DoubleGroup512<Fused>, DoubleGroup512<Fused>, double>(); break;
            case LaneKind.Fused256: action.Run<DoubleGroup256<Fused>, DoubleGroup256<Fused>, double>(); break;
            case LaneKind.Fused128: action.Run<DoubleGroup128<Fused>, DoubleGroup128<Fused>, double>(); break;
            case LaneKind.Fused1: action.Run<DoubleGroup1<Fused>, DoubleGroup1<Fused>, double>(); break;
            case LaneKind.Separate512: action.Run<DoubleGroup512<Separate>, DoubleGroup512<Separate>, double>(); break;
            case LaneKind.Separate256: action.Run<DoubleGroup256<Separate>, DoubleGroup256<Separate>, double>(); break;
            case LaneKind.Separate128: action.Run<DoubleGroup128<Separate>, DoubleGroup128<Separate>, double>(); break;
            default: action.Run<DoubleGroup1<Separate>, DoubleGroup1<Separate>, double>(); break;
        }
    }

    [DoesNotReturn]
    private static void ThrowElementType(Type type) =>
        throw new NotSupportedException($"Kernels compute in float and double, not in {type.Name}.");
}
