namespace Numerics;

/// <summary>What a step of an optimizer did.</summary>
public enum StepOutcome
{
    /// <summary>Every tensor with a gradient was updated.</summary>
    Stepped,

    /// <summary>Nothing was changed: no tensor had a gradient.</summary>
    NoGradient,

    /// <summary>Nothing was changed: a gradient held NaN or an infinity, or left the element type's range when
    /// scaled.</summary>
    NonFiniteGradient,
}
