using System.Globalization;
using System.Numerics;
using ILGPU.Runtime;
using Numerics.Gpu.Kernels;
using Numerics.Testing;
using Numerics.Plans;
using Numerics.Runtime;

namespace Numerics.Gpu.Tests.Laws;

/// <summary>A rule's kernels on a device against the rule's definition: every number within the running error of what the device
/// may compute, whichever way it contracts and in whatever order it sums.</summary>
/// <typeparam name="T">The element type.</typeparam>
internal sealed class AgreementLaw<T> : IDisposable
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The most that may hang on decisions within their rounding, as on the CPU: ordinary numbers of an elementwise rule
    /// seldom meet one; of a rule with reductions a whole tensor may hang on one number.</summary>
    private const double MostOfElementwise = 0.02;
    private const double MostOfReducing = 0.25;

    private const int LongestOfAll = 256;
    private const int Draws = 64;

    /// <summary>Lengths on ILGPU's simulation, which takes a microsecond and more for each element.</summary>
    private static readonly int[] FewLengths = [0, 1, 2, 3, 4, 5, 7, 18, 33];

    private const int LengthOfSpecial = 5;

    private static readonly T[] Specials =
    [
        T.NaN, T.PositiveInfinity, T.NegativeInfinity, T.Epsilon, -T.Epsilon, T.Zero, T.NegativeZero,
        Greatest, -Greatest, LeastNormal, T.BitDecrement(LeastNormal),
    ];

    private static readonly T[] FewSpecials = [T.NaN, T.PositiveInfinity, -Greatest];

    private static readonly int[] Misaligned = [1, 0, 3, 2];

    private readonly DeviceRule _device;
    private readonly bool _isSimulation;
    private readonly KernelAccuracy _accuracy;
    private readonly DeviceRunner<T> _runner;
    private readonly CaseSource<T> _source;
    private long _elements;
    private long _setAside;
    private double _worst;

    public AgreementLaw(DeviceRule device, Accelerator accelerator)
    {
        _device = device;
        _isSimulation = accelerator.AcceleratorType == AcceleratorType.CPU;
        _accuracy = AccuracyOf(accelerator);
        _runner = new(device, accelerator);
        _source = new(device.Rule, StableSeed.Of(device.Rule.Name, typeof(T).Name, "devices"));
    }

    private static T Greatest => T.BitDecrement(T.PositiveInfinity);

    private static T LeastNormal => T.CreateTruncating(FloatFormat.Of<T>().LeastNormal);

    private UpdateRule Rule => _device.Rule;

    private bool IsReducing => Rule.Plans.Any(p => p.Reductions > 0);

    /// <summary>What a device promises.</summary>
    public static KernelAccuracy AccuracyOf(Accelerator accelerator) =>
        accelerator.AcceleratorType == AcceleratorType.OpenCL ? KernelAccuracy.OpenClDevice : KernelAccuracy.Device;

    /// <summary>Lengths, places, plan variants and kinds of numbers.</summary>
    /// <returns>What was found, in words.</returns>
    /// <exception cref="LawViolationException">A number is not what the definition allows, or too many were set aside.</exception>
    public string Check()
    {
        CheckLengths();
        CheckEdges();
        string share = CheckShareSetAside();
        CheckVariants();
        CheckProfiles();
        CheckSpecials();
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{Rule.Name}, {typeof(T).Name}: {_elements} numbers, worst error {_worst:P0} of its bound, {share}");
    }

    public void Dispose() => _runner.Dispose();

    /// <summary>Every length, at co-aligned places and at places of which no two agree.</summary>
    private void CheckLengths()
    {
        TensorCase<T> longest = _source.Draw(InputProfile.Ordinary, LongestOfAll, _source.DrawHost(useDefaults: true));
        DefinitionBound<T>? shared = IsElementwise(longest) ? Bound(longest) : null;
        foreach (int length in _isSimulation ? FewLengths : Enumerable.Range(0, LongestOfAll + 1))
        {
            TensorCase<T> before = shared is null
                ? _source.Draw(InputProfile.Ordinary, length, longest.Host)
                : Shortened(longest, length);
            DefinitionBound<T> bound = shared ?? Bound(before);
            Compare(bound, before, "co-aligned", length % 4);
            Compare(bound, before, "misaligned", Misaligned);
        }
    }

    /// <summary>Lengths around the edges of chunks, which are of 4096 elements.</summary>
    private void CheckEdges()
    {
        const int chunk = DeviceBlock.LeastChunk;
        int[] lengths = !_isSimulation ? [chunk - 3, chunk - 1, chunk, chunk + 1, chunk + 5, (2 * chunk) - 1, (2 * chunk) + 2]
            : IsReducing ? [chunk + 5] : [];
        foreach (int length in lengths)
        {
            TensorCase<T> before = _source.Draw(InputProfile.Ordinary, length, _source.DrawHost(useDefaults: true));
            Compare(Bound(before), before, "at an edge", length % 5 == 4 ? Misaligned : [length % 4]);
        }
    }

    /// <summary>Ordinary numbers and the rule's own defaults have been compared so far.</summary>
    private string CheckShareSetAside()
    {
        double share = (double)_setAside / Math.Max(1, _elements);
        double most = IsReducing ? MostOfReducing : MostOfElementwise;
        string text = string.Create(CultureInfo.InvariantCulture, $"{share:P2} set aside");
        return share <= most ? text : throw new LawViolationException(
            string.Create(CultureInfo.InvariantCulture, $"{Place("share")}: {text}, at most {most:P0} may be."));
    }

    /// <summary>Each plan variant that drawn hyperparameters choose.</summary>
    private void CheckVariants()
    {
        var seen = new HashSet<int>();
        for (int i = 0; i < Draws && seen.Count < Rule.Plans.Count; i++)
        {
            double[] host = _source.DrawHost();
            if (seen.Add(Rule.VariantOf(host)))
            {
                TensorCase<T> before = _source.Draw(InputProfile.Ordinary, _isSimulation ? 9 : 131, host);
                Compare(Bound(before), before, "variants", seen.Count % 4);
            }
        }
    }

    /// <summary>NaN, infinities, denormals, huge and tiny numbers, ties, zeros: in every array.</summary>
    private void CheckProfiles()
    {
        foreach (InputProfile profile in Enum.GetValues<InputProfile>())
        {
            TensorCase<T> before = _source.Draw(profile, _isSimulation ? 37 : 201);
            Compare(Bound(before), before, profile.ToString(), (int)profile % 4);
        }
    }

    /// <summary>Each special number in each array: beside one another in an elementwise rule, each alone where all
    /// elements hang on one another.</summary>
    private void CheckSpecials()
    {
        int arrays = Rule.Plans[0].Arrays.Count;
        T[] specials = _isSimulation && IsReducing ? FewSpecials : Specials;
        int cases = IsReducing ? arrays * specials.Length : 1;
        int length = IsReducing ? LengthOfSpecial : arrays * specials.Length;
        for (int i = 0; i < cases; i++)
        {
            TensorCase<T> before = _source.Draw(InputProfile.Ordinary, length, _source.DrawHost(useDefaults: true));
            for (int k = 0; k < (IsReducing ? 1 : length); k++)
            {
                int place = IsReducing ? i % LengthOfSpecial : k;
                before.Arrays[(i + k) / specials.Length][place] = specials[(i + k) % specials.Length];
            }

            Compare(Bound(before), before, "special numbers", i % 4);
        }
    }

    private DefinitionBound<T> Bound(TensorCase<T> before) =>
        DefinitionOracle.Bound(Rule, Rule.VariantOf(before.Host), _accuracy, before);

    private void Compare(DefinitionBound<T> bound, TensorCase<T> before, string check, params int[] offsets)
    {
        DefinitionComparison found = bound.Compare(_runner.Run(before, offsets));
        _elements += found.Elements;
        _setAside += found.SetAside;
        _worst = Math.Max(_worst, found.WorstRatio);
        if (found.Failures.Count > 0)
        {
            throw new LawViolationException($"{Place(check)}, variant {Rule.VariantOf(before.Host)}, {before.Length} elements: "
                + string.Join("; ", found.Failures));
        }
    }

    private string Place(string check) => $"{Rule.Name}, {typeof(T).Name}, {check}, seed {_source.Seed}";

    /// <summary>Whether an element hangs on its own inputs alone: no reduction, and the same constants for any length.</summary>
    private bool IsElementwise(TensorCase<T> tensor)
    {
        int variant = Rule.VariantOf(tensor.Host);
        return Rule.Plans[variant].Reductions == 0 && Constants(1).SequenceEqual(Constants(2));

        double[] Constants(int length)
        {
            KernelPlan plan = Rule.Plans[variant];
            double[] values = new double[plan.Slots];
            Rule.Scalars(variant, 0, tensor.Host, length, length, values);
            return values;
        }
    }

    private static TensorCase<T> Shortened(TensorCase<T> tensor, int length) =>
        new([.. tensor.Arrays.Select(a => a[..length])], tensor.Host, tensor.Scalars);
}
