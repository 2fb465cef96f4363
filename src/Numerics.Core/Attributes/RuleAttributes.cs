namespace Numerics;

/// <summary>Marks a pure static function over <see cref="Vec"/>, <see cref="Scalar"/> and host values as an update rule:
/// the generator emits fused kernels beside it, in the same partial class.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class UpdateRuleAttribute : Attribute;

/// <summary>Marks a public function of the vocabulary whose body is shipped in this assembly's metadata, so that rules
/// in other assemblies can call it and have it inlined. Update rules are shipped without it.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class BuildingBlockAttribute : Attribute;

/// <summary>Marks a pure static function from arrays to a Scalar: the generator emits its value, and beside it, named after
/// it, the value with the gradient (<c>FooGradient</c>) and the Hessian times a vector (<c>FooHessianVector</c>).</summary>
/// <remarks>The variable is the first array parameter; where any parameter is marked <see cref="ConstantAttribute"/>, every array
/// that is not. The gradients come after the last array parameter, in the order of the variables.</remarks>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ObjectiveAttribute : Attribute;

/// <summary>Marks a pure static function whose elements are to be zero: the constraints c(x) = 0 of the objective beside it. The
/// generator emits their value, Jacobian and, with the objective's, the derivatives of the Lagrangian f(x) + λᵀc(x).</summary>
/// <remarks>Written element by element, <c>Vec.Of(x[0] * x[1] - 1, …)</c>, Jacobian and Hessian are sparse, with patterns that are
/// constants; written over arrays, they are products with vectors. The variable is chosen as for <see cref="ObjectiveAttribute"/>.
/// A type has at most one objective beside its constraints.</remarks>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ConstraintsAttribute : Attribute;

/// <summary>An array of an objective or of constraints that no derivative is taken by.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class ConstantAttribute : Attribute;

/// <summary>Names the gradient of an optimizer rule where the parameter is not called <c>g</c> or <c>gradient</c>.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class GradientAttribute : Attribute;

/// <summary>An array, <see cref="Scalar"/> or host value that enters each optimizer step beside the gradient.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class InputAttribute : Attribute;

/// <summary>The step counter: 1 at an optimizer's first step.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class StepNumberAttribute : Attribute;

/// <summary>A rule's single unnamed result replaces this parameter.</summary>
/// <param name="parameter">The parameter's name.</param>
[AttributeUsage(AttributeTargets.ReturnValue)]
public sealed class UpdatesAttribute(string parameter) : Attribute
{
    /// <summary>The parameter's name.</summary>
    public string Parameter { get; } = parameter;
}

/// <summary>The value of a state at an optimizer's first step, where it is not zero: a constant.</summary>
/// <param name="value">The value.</param>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class StartsAtAttribute(double value) : Attribute
{
    /// <summary>The value.</summary>
    public double Value { get; } = value;
}

/// <summary>The name under which an optimizer saves this state, where it is not the parameter's own: PyTorch's, as a rule.</summary>
/// <param name="name">The name in the file.</param>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class StateNameAttribute(string name) : Attribute
{
    /// <summary>The name in the file.</summary>
    public string Name { get; } = name;
}

/// <summary>A hyperparameter's least value, itself allowed.</summary>
/// <param name="value">The bound.</param>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class AtLeastAttribute(double value) : Attribute
{
    /// <summary>The bound.</summary>
    public double Value { get; } = value;
}

/// <summary>A hyperparameter's lower bound, itself excluded.</summary>
/// <param name="value">The bound.</param>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class AboveAttribute(double value) : Attribute
{
    /// <summary>The bound.</summary>
    public double Value { get; } = value;
}

/// <summary>A hyperparameter's greatest value, itself allowed.</summary>
/// <param name="value">The bound.</param>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class AtMostAttribute(double value) : Attribute
{
    /// <summary>The bound.</summary>
    public double Value { get; } = value;
}

/// <summary>A hyperparameter's upper bound, itself excluded.</summary>
/// <param name="value">The bound.</param>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class BelowAttribute(double value) : Attribute
{
    /// <summary>The bound.</summary>
    public double Value { get; } = value;
}

/// <summary>The values that an array takes.</summary>
public enum ArrayDomain
{
    /// <summary>Any.</summary>
    Everywhere,

    /// <summary>xᵢ ≥ 0.</summary>
    NonNegative,

    /// <summary>|xᵢ| ≤ 1.</summary>
    Box,

    /// <summary>xᵢ &gt; 0, Σ xᵢ = 1: a distribution.</summary>
    Simplex,
}

/// <summary>The values that an array parameter takes: what laws draw for it. Nothing checks them when the rule runs.</summary>
/// <param name="domain">The values.</param>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class DomainAttribute(ArrayDomain domain) : Attribute
{
    /// <summary>The values.</summary>
    public ArrayDomain Domain { get; } = domain;
}

/// <summary>The body of a public rule or building block, in the form that the generator inlines. Emitted, not written.</summary>
/// <param name="documentationId">The method's documentation comment id.</param>
/// <param name="formatVersion">The version of the form.</param>
/// <param name="body">The body.</param>
[AttributeUsage(AttributeTargets.Assembly, AllowMultiple = true)]
public sealed class RuleBodyAttribute(string documentationId, int formatVersion, string body) : Attribute
{
    /// <summary>The method's documentation comment id.</summary>
    public string DocumentationId { get; } = documentationId;

    /// <summary>The version of the form.</summary>
    public int FormatVersion { get; } = formatVersion;

    /// <summary>The body.</summary>
    public string Body { get; } = body;
}
