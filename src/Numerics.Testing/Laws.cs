using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using Numerics.Runtime;

namespace Numerics.Testing;

/// <summary>The laws of update rules. Begin with <see cref="For{TRule}(LawSettings?)"/>.</summary>
/// <example><code>
/// [Fact] public void All_laws() => Laws.For&lt;MyOptimizer.StepRule&gt;().CheckAll();
/// </code></example>
public static class Laws
{
    /// <summary>The laws of the rule that a type stands for: <c>Laws.For&lt;MyOptimizer.StepRule&gt;()</c>.</summary>
    /// <typeparam name="TRule">The class emitted beside the rule: <c>Step</c> gives <c>StepRule</c>.</typeparam>
    /// <param name="settings">How much is checked, and from which seed; what the environment asks for if null.</param>
    public static RuleLaws For<TRule>(LawSettings? settings = null)
        where TRule : UpdateRule, IUpdateRule<TRule> => For(TRule.Instance, settings);

    /// <summary>The laws of a rule: <c>Laws.For(MyOptimizer.StepRule.Instance)</c>.</summary>
    /// <param name="rule">The rule as a value.</param>
    /// <param name="settings">How much is checked, and from which seed; what the environment asks for if null.</param>
    public static RuleLaws For(UpdateRule rule, LawSettings? settings = null)
    {
        ArgumentNullException.ThrowIfNull(rule);
        return new RuleLaws(rule, settings ?? LawSettings.Default);
    }

    /// <summary>The laws of a rule over matrices, or with loops: <c>Laws.For(LeastSquares.StepRule.Instance)</c>.</summary>
    /// <param name="rule">The rule as a value.</param>
    /// <param name="settings">How much is checked, and from which seed; what the environment asks for if null.</param>
    public static ProgramLaws For(ProgramRule rule, LawSettings? settings = null)
    {
        ArgumentNullException.ThrowIfNull(rule);
        return new ProgramLaws(new ProgramSubject(rule, _ => { }), settings ?? LawSettings.Default);
    }

    /// <summary>All rules of an assembly, in the order of their names: what a suite of many rules runs over. The laws
    /// themselves use no reflection.</summary>
    /// <param name="assembly">The assembly.</param>
    [RequiresUnreferencedCode("Rules that nothing else refers to may have been trimmed away.")]
    public static IReadOnlyList<UpdateRule> RulesOf(Assembly assembly)
    {
        ArgumentNullException.ThrowIfNull(assembly);
        return [.. Instances<UpdateRule>(assembly).OrderBy(r => r.Name, StringComparer.Ordinal)];
    }

    /// <summary>All rules of an assembly that are over matrices, or have loops, in the order of their names.</summary>
    /// <param name="assembly">The assembly.</param>
    [RequiresUnreferencedCode("Rules that nothing else refers to may have been trimmed away.")]
    public static IReadOnlyList<ProgramRule> ProgramsOf(Assembly assembly)
    {
        ArgumentNullException.ThrowIfNull(assembly);
        return [.. Instances<ProgramRule>(assembly).OrderBy(r => r.Name, StringComparer.Ordinal)];
    }

    [RequiresUnreferencedCode("Rules that nothing else refers to may have been trimmed away.")]
    private static IEnumerable<R> Instances<R>(Assembly assembly) => assembly.GetTypes()
        .Where(t => t is { IsAbstract: false } && t.IsSubclassOf(typeof(R)))
        .Select(t => t.GetProperty("Instance", BindingFlags.Public | BindingFlags.Static)?.GetValue(null))
        .OfType<R>();
}

/// <summary>The entry to the laws of rules over matrices: <c>Laws.For&lt;LeastSquares.StepRule&gt;()</c>.</summary>
public static class LawsOfPrograms
{
    extension(Laws)
    {
        /// <summary>The laws of the rule that a type stands for, of one over matrices, or with loops.</summary>
        /// <typeparam name="TRule">The class emitted beside the rule: <c>Step</c> gives <c>StepRule</c>.</typeparam>
        /// <param name="settings">How much is checked, and from which seed; what the environment asks for if null.</param>
        public static ProgramLaws For<TRule>(LawSettings? settings = null)
            where TRule : ProgramRule, IProgramRule<TRule> => Laws.For(TRule.Instance, settings);
    }
}
