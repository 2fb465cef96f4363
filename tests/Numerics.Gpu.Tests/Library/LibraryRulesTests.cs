using System.Reflection;
using Numerics.Gpu.Tests.Programs;
using Numerics.Rules;

namespace Numerics.Gpu.Tests.Library;

/// <summary>Every rule of the library has kernels for devices, but those that docs/gpu.md lists.</summary>
public sealed class LibraryRulesTests
{
    /// <summary>Rules that stay on the CPU.</summary>
    private static readonly string[] OnTheCpuAlone = ["Numerics.Rules.OnlineNewton.Step"];

    [Fact]
    public void Every_rule_of_the_library_has_kernels()
    {
        IEnumerable<string> rules = typeof(Lion).Assembly.GetTypes().Where(type => type.Namespace == typeof(Lion).Namespace)
            .SelectMany(type => type.GetMethods(BindingFlags.Static | BindingFlags.Public))
            .Where(method => method.IsDefined(typeof(UpdateRuleAttribute)))
            .Select(method => $"{method.DeclaringType!.FullName!.Replace('+', '.')}.{method.Name}");
        IEnumerable<string> missing = rules.Except(LibraryKernels.Rules.Keys).Except(ProgramKernels.Rules.Keys);
        Assert.Equal(string.Join('\n', OnTheCpuAlone.Order(StringComparer.Ordinal)), string.Join('\n', missing.Order(StringComparer.Ordinal)));
    }
}
