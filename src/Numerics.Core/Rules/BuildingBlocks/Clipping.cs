using static Numerics.Functions;

namespace Numerics;

/// <content>Bounds on the size of an update.</content>
public static partial class BuildingBlocks
{
    /// <summary>Added to the norm by PyTorch's <c>clip_grad_norm_</c>.</summary>
    public const double ClipNormOffset = 1e-6;

    /// <summary>Each element bounded to [−limit, limit].</summary>
    /// <param name="u">The update.</param>
    /// <param name="limit">The bound, at least 0, in units of u.</param>
    [BuildingBlock]
    public static Vec ClipByValue(Vec u, double limit) => Clamp(u, -limit, limit);

    /// <summary>u if ‖u‖₂ ≤ limit, else u·limit/‖u‖₂: over one tensor, in Optax's form.</summary>
    /// <param name="u">The update. A NaN in it makes the whole of the result NaN.</param>
    /// <param name="limit">The greatest norm, at least 0, in units of u.</param>
    [BuildingBlock]
    public static Vec ClipByNorm(Vec u, double limit) => ShrinkTo(Norm(u), limit) * u;

    /// <summary>u if n ≤ limit, else u·limit/n, with n the norm over all tensors of the step (Optax's
    /// <c>clip_by_global_norm</c>).</summary>
    /// <param name="u">The update. A NaN in any tensor makes the whole of the result NaN.</param>
    /// <param name="limit">The greatest norm, at least 0, in units of u.</param>
    [BuildingBlock]
    public static Vec ClipByGlobalNorm(Vec u, double limit) => ShrinkTo(Global(Norm(u)), limit) * u;

    /// <summary>u·min(1, limit/(n + 10⁻⁶)), with n the norm over all tensors of the step (PyTorch's
    /// <c>clip_grad_norm_</c>): a norm just below the limit shrinks too.</summary>
    /// <param name="u">The update. A NaN in any tensor makes the whole of the result NaN.</param>
    /// <param name="limit">The greatest norm, at least 0, in units of u.</param>
    [BuildingBlock]
    public static Vec ClipGradNorm(Vec u, double limit) => Min(1.0, limit / (Global(Norm(u)) + ClipNormOffset)) * u;

    /// <summary>u/max(1, RMS(u)/limit), with RMS the root mean square of one tensor.</summary>
    /// <param name="u">The update.</param>
    /// <param name="limit">The greatest root mean square, above 0, in units of u.</param>
    [BuildingBlock]
    public static Vec ClipByBlockRms(Vec u, double limit) => u / Max(1.0, Sqrt(Mean(Square(u))) / limit);

    /// <summary>The factor that brings a norm down to a limit: 1 if the norm is at most the limit, else
    /// limit/norm.</summary>
    /// <param name="norm">The norm; NaN gives NaN.</param>
    /// <param name="limit">The limit, at least 0.</param>
    [BuildingBlock]
    public static Scalar ShrinkTo(Scalar norm, double limit) => Select(norm <= limit, 1, limit / norm);
}
