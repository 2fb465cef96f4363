using System.Runtime.CompilerServices;
using Numerics.Gpu.Tests.Scripts;

namespace Numerics.Gpu.Tests.Ptx;

/// <summary>A test that needs ptxas; skipped, with the reason, where <c>eng/ptxas.sh</c> can't fetch it.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class PtxasFactAttribute : FactAttribute
{
    public PtxasFactAttribute([CallerMemberName] string test = "") => this.SkipFor(Script.Ptxas.WhyNot, test);
}

/// <summary>A theory that needs ptxas; skipped, with the reason, where <c>eng/ptxas.sh</c> can't fetch it.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class PtxasTheoryAttribute : TheoryAttribute
{
    public PtxasTheoryAttribute([CallerMemberName] string test = "") => this.SkipFor(Script.Ptxas.WhyNot, test);
}
