using System.Numerics;

namespace Numerics.Testing;

/// <summary>A rule's kernels on a device against the rule's definition: every number within the running error of what the device
/// may compute, whichever way it contracts and in whatever order it sums.</summary>
/// <typeparam name="T">The element type.</typeparam>
internal sealed class DeviceDefinitionLaw<T> : DeviceLaw<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int LongestOfAll = 256;
    private const int Draws = 64;

    /// <summary>Lengths on a simulation.</summary>
    private static readonly int[] FewLengths = [0, 1, 2, 3, 4, 5, 7, 18, 33];

    private readonly CaseSource<T> _source;

    public DeviceDefinitionLaw(ILawDevice device, LawSettings settings)
        : base(device, settings, nameof(DeviceLaws.KernelsEqualDefinition)) => _source = DeviceSource("devices");

    /// <summary>Lengths, places, plan variants and kinds of numbers.</summary>
    public override void Check()
    {
        CheckLengths();
        CheckEdges();

        // Ordinary numbers and the rule's own defaults have been compared so far.
        ExpectFewSetAside(Report);
        CheckVariants();
        CheckProfiles();
    }

    /// <summary>Every length, at co-aligned places and at places of which no two agree.</summary>
    private void CheckLengths()
    {
        TensorCase<T> longest = _source.Draw(InputProfile.Ordinary, LongestOfAll, _source.DrawHost(useDefaults: true));
        DefinitionBound<T>? shared = IsPointwise(longest) ? Bound(longest) : null;
        foreach (int length in Device.IsSimulation ? FewLengths : Enumerable.Range(0, LongestOfAll + 1))
        {
            TensorCase<T> before = shared is null
                ? _source.Draw(InputProfile.Ordinary, length, longest.Host)
                : longest.WithArrays(a => a[..length]);
            DefinitionBound<T> bound = shared ?? Bound(before);
            Compare(bound, before, "co-aligned", length % 4);
            Compare(bound, before, "misaligned", Misaligned);
        }
    }

    /// <summary>Lengths around the edges of chunks.</summary>
    private void CheckEdges()
    {
        int chunk = Device.ChunkLength;
        int[] lengths = !Device.IsSimulation ? [chunk - 3, chunk - 1, chunk, chunk + 1, chunk + 5, (2 * chunk) - 1, (2 * chunk) + 2]
            : IsReducing ? [chunk + 5] : [];
        foreach (int length in lengths)
        {
            TensorCase<T> before = _source.Draw(InputProfile.Ordinary, length, _source.DrawHost(useDefaults: true));
            Compare(before, "at an edge", length % 5 == 4 ? Misaligned : [length % 4]);
        }
    }

    /// <summary>Each plan variant that drawn hyperparameters choose.</summary>
    private void CheckVariants()
    {
        var seen = new HashSet<int>();
        for (int i = 0; i < Settings.Times(Draws) && seen.Count < Rule.Plans.Count; i++)
        {
            double[] host = _source.DrawHost();
            if (seen.Add(Rule.VariantOf(host)))
            {
                TensorCase<T> before = _source.Draw(InputProfile.Ordinary, Device.IsSimulation ? 9 : 131, host);
                Compare(before, "variants", seen.Count % 4);
            }
        }
    }

    /// <summary>NaN, infinities, denormals, huge and tiny numbers, ties, zeros: in every array.</summary>
    private void CheckProfiles()
    {
        foreach (InputProfile profile in Enum.GetValues<InputProfile>())
        {
            for (int i = 0; i < Settings.Times(1); i++)
            {
                TensorCase<T> before = _source.Draw(profile, Device.IsSimulation ? 37 : 201);
                Compare(before, $"{profile} numbers", (int)profile % 4);
            }
        }
    }
}
