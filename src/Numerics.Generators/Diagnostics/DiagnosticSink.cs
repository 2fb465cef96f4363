using Microsoft.CodeAnalysis;

namespace Numerics.Generators.Diagnostics;

/// <summary>Where the parser says what is wrong with a rule. The generator only asks whether anything was; the analyzer reports it.</summary>
/// <remarks>A place that is run several times, in a loop or by several calls, is reported once.</remarks>
internal sealed class DiagnosticSink(Action<Diagnostic>? report)
{
    private readonly HashSet<(string Id, Location? Location, string Arguments)> _reported = [];

    /// <summary>Whether the rule was rejected.</summary>
    public bool HasErrors { get; private set; }

    /// <summary>Whether a reason was given, or the compiler gives one.</summary>
    public bool HasReason { get; private set; }

    /// <summary>Marks the rule as one that the compiler itself rejects.</summary>
    public void Reject() => HasErrors = true;

    /// <summary>Marks the rule as one whose code does not compile.</summary>
    public void RejectBroken() => HasErrors = HasReason = true;

    public void Report(DiagnosticDescriptor descriptor, Location? location, params object[] arguments)
    {
        HasErrors |= descriptor.DefaultSeverity == DiagnosticSeverity.Error;
        HasReason |= descriptor.DefaultSeverity == DiagnosticSeverity.Error;
        if (report is not null && _reported.Add((descriptor.Id, location, string.Join(", ", arguments))))
        {
            report(Diagnostic.Create(descriptor, location, arguments));
        }
    }
}
