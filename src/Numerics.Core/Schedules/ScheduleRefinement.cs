namespace Numerics;

/// <summary>A learning-rate schedule for the next run, from the gradient norms of one that is over.</summary>
/// <remarks>
/// With the smoothed norms Ĝₜ and weights wₜ = Ĝₜ⁻² (ℓ₁ norms: Ĝₜ⁻¹), the rate after t of T steps is proportional to wₜ·Σ_{p>t} wₚ: its
/// greatest value is 1, its last 0. Constant norms give linear decay. Norms that fall at the start give a warm-up.
/// <para>Norms are those of the raw gradient of all parameters together, without weight decay.</para>
/// <para>Defazio, Cutkosky, Mehta and Mishchenko, 2023, arXiv:2310.07831, Algorithm 1.</para>
/// </remarks>
public static class ScheduleRefinement
{
    /// <summary>The share of the run that the median of the norms is taken over, as the authors' code has it.</summary>
    public const double DefaultSmoothing = 0.1;

    /// <summary>For optimizers that step along the gradient, from its ℓ₂ norms.</summary>
    /// <param name="norms">‖gₜ‖₂ at each step: positive, finite, at least two.</param>
    /// <param name="peak">The greatest rate.</param>
    /// <param name="smoothing">The share of the run that a median is taken over, from 0 (one step) to 1.</param>
    /// <exception cref="ArgumentException">A norm is not positive and finite, or there are fewer than two.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The share is not in [0, 1].</exception>
    public static Schedule FromNorms(ReadOnlySpan<double> norms, double peak, double smoothing = DefaultSmoothing) =>
        Refine(norms, peak, smoothing, power: -2);

    /// <summary>For optimizers that scale each coordinate, such as Adam, from the gradient's ℓ₁ norms.</summary>
    /// <inheritdoc cref="FromNorms"/>
    public static Schedule FromL1Norms(ReadOnlySpan<double> norms, double peak, double smoothing = DefaultSmoothing) =>
        Refine(norms, peak, smoothing, power: -1);

    private static Schedule Refine(ReadOnlySpan<double> norms, double peak, double smoothing, double power)
    {
        CheckNorms(norms);
        if (!(smoothing is >= 0 and <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(smoothing), smoothing, "A share is from 0 to 1.");
        }

        double[] rates = Rates(Array.ConvertAll(Medians(norms, smoothing), g => Math.Pow(g, power)));
        double greatest = rates.Max();
        return new Schedule(n => n < rates.Length ? peak * rates[n] / greatest : 0);
    }

    private static void CheckNorms(ReadOnlySpan<double> norms)
    {
        if (norms.Length < 2)
        {
            throw new ArgumentException($"A schedule is made of two norms or more, not of {norms.Length}.", nameof(norms));
        }

        for (int t = 0; t < norms.Length; t++)
        {
            if (!(norms[t] > 0 && double.IsFinite(norms[t])))
            {
                throw new ArgumentException($"The norm of step {t + 1} is {norms[t]}; norms are positive and finite.", nameof(norms));
            }
        }
    }

    /// <summary>wₜ·Σ_{p>t} wₚ/Σ wₚ for weights over their greatest, so that no sum overflows.</summary>
    private static double[] Rates(double[] weights)
    {
        double greatest = weights.Max();
        double[] rates = new double[weights.Length];
        double after = 0;
        for (int t = weights.Length - 1; t >= 0; t--)
        {
            double weight = weights[t] / greatest;
            rates[t] = weight * after;
            after += weight;
        }

        return Array.ConvertAll(rates, r => r / after);
    }

    /// <summary>The median of an odd window around each norm. The first norm is repeated before the run; the last steps are mirrored
    /// after it.</summary>
    private static double[] Medians(ReadOnlySpan<double> norms, double smoothing)
    {
        int half = (int)Math.Floor(smoothing * norms.Length) / 2;
        double[] medians = new double[norms.Length];
        double[] window = new double[(2 * half) + 1];
        for (int t = 0; t < norms.Length; t++)
        {
            for (int k = 0; k < window.Length; k++)
            {
                window[k] = norms[Mirrored(t + k - half, norms.Length)];
            }

            Array.Sort(window);
            medians[t] = window[half];
        }

        return medians;
    }

    private static int Mirrored(int t, int length) => t < 0 ? 0 : t < length ? t : Math.Max(0, (2 * (length - 1)) - t);
}
