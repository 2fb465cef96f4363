namespace Numerics.Gpu.Tests.Ptx;

/// <summary>What a kernel would use on an NVIDIA device, as its PTX and ptxas say for sm_90.</summary>
/// <param name="Name">The name that the kernel was asked for by.</param>
/// <param name="Assembly">What ptxas says of it.</param>
/// <param name="Accesses">All its accesses to global memory.</param>
/// <param name="MainAccesses">Those of its main loop (<see cref="PtxLoops.MainAccesses"/>).</param>
/// <param name="MaxThreads">The most threads a group may have, or null if the kernel says nothing.</param>
/// <param name="PtxCharacters">The length of its PTX.</param>
public sealed record KernelReport(
    string Name,
    AssemblyReport Assembly,
    IReadOnlyList<GlobalAccess> Accesses,
    IReadOnlyList<GlobalAccess> MainAccesses,
    int? MaxThreads,
    int PtxCharacters)
{
    /// <summary>Registers of 32 bits a thread.</summary>
    public int Registers => Assembly.Registers;

    /// <summary>Bytes a thread stores because it has too few registers.</summary>
    public int SpillStores => Assembly.SpillStores;

    /// <summary>Bytes a thread loads back because it has too few registers.</summary>
    public int SpillLoads => Assembly.SpillLoads;

    /// <summary>Bytes of a thread's stack: spills, and local arrays that are indexed at run time.</summary>
    public int StackBytes => Assembly.StackBytes;

    /// <summary>All loads from global memory.</summary>
    public IEnumerable<GlobalAccess> Loads => Accesses.Where(access => access.IsLoad);

    /// <summary>All stores to global memory.</summary>
    public IEnumerable<GlobalAccess> Stores => Accesses.Where(access => access.IsStore);

    /// <summary>All atomic operations on global memory.</summary>
    public IEnumerable<GlobalAccess> Atomics => Accesses.Where(access => !access.IsLoad && !access.IsStore);

    /// <summary>The main loop's loads.</summary>
    public IEnumerable<GlobalAccess> MainLoopLoads => MainAccesses.Where(access => access.IsLoad);

    /// <summary>The main loop's stores.</summary>
    public IEnumerable<GlobalAccess> MainLoopStores => MainAccesses.Where(access => access.IsStore);

    /// <inheritdoc/>
    public override string ToString()
        => $"{Name}: {Registers} registers, {SpillStores}+{SpillLoads} bytes spilled, "
            + $"{StackBytes} of stack, {Assembly.SharedBytes} shared; main loop: {string.Join(' ', MainAccesses)}";
}

/// <summary>What <c>ptxas -v</c> says of a kernel; bytes are a thread's, shared ones a group's.</summary>
public sealed record AssemblyReport(int Registers, int SpillStores, int SpillLoads, int StackBytes, int SharedBytes);

/// <summary>What a kernel may use, after its plan; null where there is no limit.</summary>
public sealed record KernelLimits
{
    /// <summary>
    /// The most registers that leave a multiprocessor of sm_90 half full: 65,536 registers for 1,024 of its 2,048
    /// threads.
    /// </summary>
    public const int ElementwiseRegisters = 64;

    /// <summary>The most registers.</summary>
    public int? Registers { get; init; }

    /// <summary>The fewest bits of each access in the main loop.</summary>
    public int? MainLoopBits { get; init; }

    /// <summary>The most loads in the main loop.</summary>
    public int? MainLoopLoads { get; init; }

    /// <summary>The most stores in the main loop.</summary>
    public int? MainLoopStores { get; init; }

    /// <summary>
    /// Where a kernel breaks the limits, a sentence each; spills and atomic operations on global memory always do.
    /// </summary>
    public IReadOnlyList<string> Violations(KernelReport kernel)
    {
        int narrow = kernel.MainAccesses.Count(access => access.Bits < MainLoopBits);
        (bool Broken, string Text)[] rules =
        [
            (kernel.SpillStores + kernel.SpillLoads > 0, "spills"),
            (kernel.Atomics.Any(), "uses atomic operations on global memory"),
            (kernel.Registers > Registers, $"uses more than {Registers} registers"),
            (narrow > 0, $"has {narrow} accesses narrower than {MainLoopBits} bits in its main loop"),
            (kernel.MainLoopLoads.Count() > MainLoopLoads, $"loads more than {MainLoopLoads} times in its main loop"),
            (kernel.MainLoopStores.Count() > MainLoopStores,
                $"stores more than {MainLoopStores} times in its main loop"),
        ];
        return [.. rules.Where(rule => rule.Broken).Select(rule => $"{kernel} — {rule.Text}")];
    }
}
