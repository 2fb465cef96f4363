namespace Numerics;

/// <summary>What a rule promises: a theorem about it, which the laws of Numerics.Testing check on its kernels and on its
/// definition. A promise changes nothing of what a rule computes.</summary>
/// <remarks>A <em>run</em> below is an optimizer's: any parameter, states as they start, any gradients, step after step. For
/// a rule without a gradient it is one call on any arrays. Promises name hyperparameters of the rule, or static methods of its type,
/// which may be private; a method's parameters bear names of the rule's and get its arguments.</remarks>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public abstract class PromiseAttribute : Attribute
{
    private protected PromiseAttribute()
    {
    }

    /// <summary>The values of hyperparameters for which the promise holds, others being free:
    /// <c>"weightDecay = 0, nesterov = false"</c>. Null: for all.</summary>
    public string? When { get; set; }
}

/// <summary>The norm of an array.</summary>
public enum ArrayNorm
{
    /// <summary>max |xᵢ|.</summary>
    Greatest,

    /// <summary>√Σ xᵢ².</summary>
    Euclidean,

    /// <summary>Σ |xᵢ|.</summary>
    Sum,
}

/// <summary>No step is longer than stated: ‖x' − x‖ ≤ by, in every step of a run. x is the first array that the rule
/// replaces.</summary>
/// <remarks>Where the bound is NaN, nothing is promised. Lion, with λ = 0: each coordinate moves by at most η (Chen et al.,
/// arXiv:2302.06675). Adam: Kingma and Ba, arXiv:1412.6980, §2.1.</remarks>
/// <param name="by">A hyperparameter, or a static method that gives a number.</param>
public sealed class BoundedAttribute(string by) : PromiseAttribute
{
    /// <summary>A hyperparameter, or a static method that gives a number.</summary>
    public string By { get; } = by;

    /// <summary>The norm in which steps are measured.</summary>
    public ArrayNorm Norm { get; set; } = ArrayNorm.Greatest;

    /// <summary>Whether the bound is a share of the parameter's norm: ‖x' − x‖ ≤ by·‖x‖ where x is not 0.</summary>
    public bool IsRelative { get; set; }
}

/// <summary>What may be done to a rule's arrays without its noticing.</summary>
[Flags]
public enum Symmetry
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>All arrays in another order give the results in that order, and the same numbers.</summary>
    Permutation = 1,

    /// <summary>Some coordinates of the start and of all gradients mirrored mirror those of the parameter, in every step of a
    /// run. For a rule without a gradient: of all arrays and of its results.</summary>
    SignFlip = 2,

    /// <summary>All gradients of a run times c &gt; 0 leave every parameter as it is.</summary>
    GradientScale = 4,

    /// <summary>All arrays turned by Q, QᵀQ = I, give the results turned by Q, and the same numbers.</summary>
    Orthogonal = 8,
}

/// <summary>The rule commutes with these symmetries.</summary>
/// <remarks>Permutations and mirrors hold to the bit but where a reduction adds in another order; scales are powers of two,
/// which are exact.</remarks>
/// <param name="symmetry">The symmetries.</param>
public sealed class EquivariantAttribute(Symmetry symmetry) : PromiseAttribute
{
    /// <summary>The symmetries.</summary>
    public Symmetry Symmetry { get; } = symmetry;
}

/// <summary>A potential falls: V(x', …) ≤ factor·V(x, …) in every step of a run, against any gradients.</summary>
/// <remarks>Lion-κ, phase 1: V is how far λx lies outside the domain of κ*, the factor 1 − ηλ (Chen, Liu, Liang, Liu,
/// arXiv:2310.05898).</remarks>
/// <param name="potential">A static method of arrays of the rule that gives a Scalar or a number; +∞ is allowed.</param>
public sealed class DecreasesAttribute(string potential) : PromiseAttribute
{
    /// <summary>A static method of arrays of the rule that gives a Scalar or a number.</summary>
    public string Potential { get; } = potential;

    /// <summary>A hyperparameter or a static method: the factor, 1 where null. Where it is negative or NaN nothing is
    /// promised.</summary>
    public string? Factor { get; set; }
}

/// <summary>The rule is a convex function κ of its first array; the attribute names its convex conjugate κ*(y) = sup ⟨x, y⟩ − κ(x)
/// and the choice of its subgradient ∇κ.</summary>
/// <remarks>
/// κ(x) + κ*(y) = ⟨x, y⟩ for y = ∇κ(x); κ(x) + κ*(y) ≥ ⟨x, y⟩ for every y; κ(z) ≥ κ(x) + ⟨∇κ(x), z − x⟩ (Fenchel and
/// Young; Rockafellar, Convex Analysis, §23).
/// </remarks>
/// <param name="conjugate">A static method of an array and hyperparameters that gives a Scalar, +∞ outside its domain.</param>
/// <param name="subgradient">A static method of an array and hyperparameters that gives an array.</param>
public sealed class ConjugateAttribute(string conjugate, string subgradient) : PromiseAttribute
{
    /// <summary>κ*.</summary>
    public string Conjugate { get; } = conjugate;

    /// <summary>∇κ.</summary>
    public string Subgradient { get; } = subgradient;
}

/// <summary>The rule is a function ψ of its first array that is strongly convex in a norm: a mirror map.</summary>
/// <remarks>
/// ψ(tx + (1−t)z) ≤ tψ(x) + (1−t)ψ(z) − (σ/2)·t(1−t)·‖x − z‖², 0 ≤ t ≤ 1, on the array's
/// <see cref="DomainAttribute"/> (Beck and Teboulle, Mirror descent, 2003; for the entropy on the simplex, σ = 1 in the
/// 1-norm, it is Pinsker's inequality).
/// </remarks>
public sealed class StronglyConvexAttribute : PromiseAttribute
{
    /// <summary>With a modulus that depends on hyperparameters.</summary>
    /// <param name="modulus">σ: a hyperparameter, or a static method that gives a number.</param>
    public StronglyConvexAttribute(string modulus) => Modulus = modulus;

    /// <summary>With σ = 1.</summary>
    public StronglyConvexAttribute()
    {
    }

    /// <summary>σ: a hyperparameter or a static method; 1 where null.</summary>
    public string? Modulus { get; }

    /// <summary>The norm.</summary>
    public ArrayNorm Norm { get; set; } = ArrayNorm.Euclidean;
}

/// <summary>The rule's one result is the Euclidean projection P of its first array on a convex set.</summary>
/// <remarks>P(P(x)) = P(x); ‖P(x) − P(z)‖ ≤ ‖x − z‖; ⟨x − P(x), p − P(x)⟩ ≤ 0 for every p of the set (Bauschke and Combettes, Convex
/// Analysis and Monotone Operator Theory, §4).</remarks>
public sealed class ProjectionAttribute : PromiseAttribute;

/// <summary>An optimizer at its start stands still where the gradient is zero: x' = x to the bit, and its states stay
/// finite.</summary>
public sealed class FixedPointAttribute : PromiseAttribute;

/// <summary>The rule is another rule where the hyperparameters have the values of <see cref="PromiseAttribute.When"/>.</summary>
/// <remarks>The other rule's parameters bear names of this rule's; hyperparameters that this rule does not have keep their
/// defaults. Lion-κ with κ the 1-norm is Lion.</remarks>
/// <param name="type">The other rule's type.</param>
/// <param name="rule">The other rule's method.</param>
public sealed class ReducesToAttribute(Type type, string rule = "Step") : PromiseAttribute
{
    /// <summary>The other rule's type.</summary>
    public Type Type { get; } = type;

    /// <summary>The other rule's method.</summary>
    public string Rule { get; } = rule;

    /// <summary>How many roundings, of the greatest element, the two may be apart in one step; 0: the definitions agree to the
    /// bit.</summary>
    public int Roundings { get; set; }
}
