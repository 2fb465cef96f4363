namespace Numerics.Gpu;

/// <summary>Matrices on a device that an optimizer updates with options of their own.</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
/// <typeparam name="TOptions">The rule's options.</typeparam>
/// <param name="Parameters">The matrices, whose rows lie side by side.</param>
/// <param name="Options">Their hyperparameters.</param>
public sealed record GpuMatrixGroup<T, TOptions>(IReadOnlyList<DeviceMatrix<T>> Parameters, TOptions Options)
    where T : unmanaged
    where TOptions : RuleOptions;
