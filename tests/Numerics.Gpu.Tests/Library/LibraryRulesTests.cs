using System.Reflection;
using Numerics.Gpu.Tests.Programs;
using Numerics.Rules;
using Numerics.Runtime;

namespace Numerics.Gpu.Tests.Library;

/// <summary>Every rule of the library has kernels for devices, but the solvers' own and those whose arrays no kernel's argument holds.</summary>
public sealed class LibraryRulesTests
{
    /// <summary>The arrays and temporaries of a kernel's argument, as docs/gpu.md says.</summary>
    private const int MostArrays = 32;

    /// <summary>A power that takes more registers in double than an elementwise kernel may; the loop of a solver on the CPU, which looks at
    /// residuals on the host between its sweeps; the absorbing iteration, which is a stored plan's alone: docs/gpu.md.</summary>
    private static readonly Type[] OnTheCpu =
    [
        typeof(AdaHessian), typeof(BlockProjection), typeof(CoordinateDescent), typeof(GaussianKaczmarz), typeof(Kaczmarz),
        typeof(LinearResidual), typeof(ScalingIteration),
    ];

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
