namespace Numerics.Gpu;

/// <summary>Asks for the device kernels of all rules of a type in another assembly, from the bodies that the assembly ships:
/// <c>[assembly: GpuKernelsFor(typeof(TheirRule))]</c> makes <c>TheirRule.Step(stream, …)</c> resolve on views of a device's
/// memory. The library's own rules have theirs in Numerics.Gpu, and a project's rules get theirs unasked.</summary>
/// <param name="type">The type with the rules: public ones, of an assembly built with Numerics.</param>
[AttributeUsage(AttributeTargets.Assembly, AllowMultiple = true)]
public sealed class GpuKernelsForAttribute(Type type) : Attribute
{
    /// <summary>The type with the rules.</summary>
    public Type Type { get; } = type;
}
