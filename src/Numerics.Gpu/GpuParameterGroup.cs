using ILGPU;

namespace Numerics.Gpu;

/// <summary>Tensors on a device that an optimizer updates with options of their own.</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
/// <typeparam name="TOptions">The rule's options.</typeparam>
/// <param name="Parameters">The tensors.</param>
/// <param name="Options">Their hyperparameters.</param>
public sealed record GpuParameterGroup<T, TOptions>(IReadOnlyList<ArrayView<T>> Parameters, TOptions Options)
    where T : unmanaged
    where TOptions : RuleOptions;
