namespace Numerics.Testing;

/// <summary>What the elements of a case look like.</summary>
public enum InputProfile
{
    /// <summary>Normal numbers over four decades, some zeros.</summary>
    Ordinary,

    /// <summary>m·2ᵉ with small whole m and e: sums and products stay exact.</summary>
    Dyadic,

    /// <summary>Quarters between −3/4 and 3/4: ties and zeros everywhere.</summary>
    Ties,

    /// <summary>Each array is the first one, moved by at most a unit in the last place.</summary>
    Neighbours,

    /// <summary>Every exponent that the type has, equally often.</summary>
    Wide,

    /// <summary>Around the least normal number, and below.</summary>
    Tiny,

    /// <summary>Around the greatest number.</summary>
    Huge,

    /// <summary>Ordinary numbers with NaN, infinities, denormals and signed zeros among them.</summary>
    Special,

    /// <summary>Nothing but zeros.</summary>
    Zeros,
}
