namespace Numerics.Rules;

/// <summary>Predicts the next gradient: optimism of the user's own.</summary>
/// <param name="round">t, from 1: the round that ends with the gradient observed.</param>
/// <param name="observed">gₜ.</param>
/// <param name="hint">Where Mₜ₊₁ goes; it holds Mₜ. All elements must be finite.</param>
public delegate void HintPredictor(int round, ReadOnlySpan<float> observed, Span<float> hint);
