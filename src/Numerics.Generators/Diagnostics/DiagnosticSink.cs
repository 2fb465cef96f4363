using Microsoft.CodeAnalysis;

namespace Numerics.Generators.Diagnostics;

/// <summary>Where the parser says what is wrong with a rule. The generator only asks whether anything was; the analyzer reports it.</summary>
internal sealed class DiagnosticSink(Action<Diagnostic>? report)
{
    /// <summary>Whether the rule was rejected.</summary>
    public bool HasErrors { get; private set; }

    /// <summary>Marks the rule as one that the compiler itself rejects.</summary>
    public void Reject() => HasErrors = true;

    public void Report(DiagnosticDescriptor descriptor, Location? location, params object[] arguments)
    {
        HasErrors |= descriptor.DefaultSeverity == DiagnosticSeverity.Error;
        report?.Invoke(Diagnostic.Create(descriptor, location, arguments));
    }
}
