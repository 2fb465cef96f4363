using System.Reflection;
using Numerics.Gpu.Tests.Programs;
using Numerics.Rules;
using Numerics.Runtime;

namespace Numerics.Gpu.Tests.Library;

/// <summary>Every rule of the library has kernels for devices, but those whose arrays no kernel's argument holds, or whose power takes too
/// many registers.</summary>
public sealed class LibraryRulesTests
{
    /// <summary>The arrays and temporaries of a kernel's argument, as docs/gpu.md says.</summary>
    private const int MostArrays = 32;

    /// <summary>A power that takes more registers in double than an elementwise kernel may: docs/gpu.md.</summary>
    private static readonly Type[] OnTheCpu = [typeof(AdaHessian)];

    [Fact]
    public void Every_rule_of_the_library_has_kernels()
    {
        IEnumerable<string> missing =
            from type in typeof(Lion).Assembly.GetTypes()
            where type.Namespace == typeof(Lion).Namespace && !OnTheCpu.Contains(type)
            from method in type.GetMethods(BindingFlags.Static | BindingFlags.Public)
            where method.IsDefined(typeof(UpdateRuleAttribute))
            let name = $"{type.FullName!.Replace('+', '.')}.{method.Name}"
            where !LibraryKernels.Rules.ContainsKey(name) && !ProgramKernels.Rules.ContainsKey(name) && !IsTooLarge(type, method.Name)
            select name;
        Assert.Equal("", string.Join('\n', missing.Order(StringComparer.Ordinal)));
    }

    private static bool IsTooLarge(Type type, string method) =>
        type.GetNestedType(method + "Rule")!.GetProperty("Instance")!.GetValue(null) is ProgramRule rule
        && rule.Plans.Any(plan => plan.Arrays.Count + plan.Temporaries.Count > MostArrays);
}
