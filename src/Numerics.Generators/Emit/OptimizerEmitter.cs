using Numerics.Generators.Ir;

namespace Numerics.Generators.Emit;

/// <summary>The optimizer of a rule that names its gradient: its options, its constructors and its step; the behaviour is the
/// runtime's <c>RuleOptimizer</c>.</summary>
internal sealed class OptimizerEmitter
{
    private const string Advance = "Advance";
    private const string Tensors = "global::Numerics.TensorList";

    /// <summary>Names that a record of options has already.</summary>
    private static readonly string[] RecordMembers =
    [
        "ToHyperparameters", "EqualityContract", "PrintMembers", "Equals", "GetHashCode", "ToString", "GetType", "MemberwiseClone",
        "Finalize", "ReferenceEquals", "Clone",
    ];

    private readonly RuleModel _rule;
    private readonly string _options;
    private readonly string _optimizer;
    private readonly List<Parameter> _hyperparameters;
    private readonly Dictionary<string, string> _properties;
    private readonly List<Parameter> _inputs;

    public OptimizerEmitter(RuleModel rule)
    {
        _rule = rule;
        string prefix = PrefixOf(rule.Method);
        (_options, _optimizer) = (prefix + "Options", prefix + "Optimizer");
        _hyperparameters = rule.Parameters.Where(p => p.IsHost && p.Role == ParameterRole.None).ToList();
        var names = new Names([_options, .. RecordMembers]);
        _properties = _hyperparameters.ToDictionary(p => p.Name, p => names.Take(Names.Capital(p.Name)));
        _inputs = rule.Parameters.Where(p => p.Role == ParameterRole.Input).ToList();
    }

    /// <summary>What comes before <c>Options</c> and <c>Optimizer</c>: nothing for a method called Step.</summary>
    public static string PrefixOf(string method) => method == "Step" ? "" : method;

    public void Emit(SourceWriter w)
    {
        EmitOptions(w);
        EmitOptimizer(w);
    }

    private void EmitOptions(SourceWriter w)
    {
        w.Line();
        w.Line($"/// <summary>The hyperparameters of <c>{_rule.Method}</c>.</summary>");
        w.Open($"{_rule.Accessibility} sealed record {_options} : global::Numerics.RuleOptions");
        foreach (Parameter p in _hyperparameters)
        {
            string type = p.Kind == ParameterKind.Double ? "global::Numerics.Hyperparameter" : p.Type;
            string required = p.Default is null ? "required " : "";
            string value = p.Default is null ? "" : $" = {p.Default};";
            w.Line($"/// <summary>The hyperparameter <c>{p.Name}</c>{Describe(p.Range)}.</summary>");
            w.Line($"public {required}{type} {PropertyOf(p)} {{ get; init; }}{value}");
            w.Line();
        }

        w.Line("/// <inheritdoc/>");
        string values = string.Join(", ", _hyperparameters.Select(p =>
            p.Kind == ParameterKind.Double ? PropertyOf(p) : AsDouble(p, PropertyOf(p))));
        w.Line($"public override global::Numerics.Hyperparameter[] ToHyperparameters() => [{values}];");
        w.Close();
    }

    private string PropertyOf(Parameter p) => _properties[p.Name];

    private static string AsDouble(Parameter p, string value) => p.Kind switch
    {
        ParameterKind.Bool => $"{value} ? 1D : 0D",
        ParameterKind.Enum => $"(double)(long){value}",
        ParameterKind.Int => $"(double){value}",
        ParameterKind.Long or ParameterKind.Integer => $"global::System.BitConverter.Int64BitsToDouble({value})",
        ParameterKind.ULong => $"global::System.BitConverter.UInt64BitsToDouble({value})",
        _ => value,
    };

    private static string Describe(Ir.Range r)
    {
        string low = double.IsInfinity(r.Minimum)
            ? ""
            : FormattableString.Invariant($", {(r.MinimumExcluded ? "above" : "at least")} {r.Minimum:R}");
        return double.IsInfinity(r.Maximum)
            ? low
            : low + FormattableString.Invariant($", {(r.MaximumExcluded ? "below" : "at most")} {r.Maximum:R}");
    }

    private void EmitOptimizer(SourceWriter w)
    {
        string groups = $"global::System.Collections.Generic.IReadOnlyList<global::Numerics.ParameterGroup<{_options}>> groups";
        string instance = $"{_rule.Method}Rule.Instance";
        bool isRequired = _hyperparameters.Any(p => p.Default is null);
        w.Line();
        w.Line($"/// <summary>Takes steps of <c>{_rule.Method}</c> on any number of tensors, and keeps their state.</summary>");
        w.Open($"{_rule.Accessibility} sealed class {_optimizer} : global::Numerics.RuleOptimizer<{_options}>");
        w.Line("/// <summary>All tensors with the same options.</summary>");
        w.Line("/// <param name=\"parameters\">The tensors to optimise; they are updated in place.</param>");
        w.Line($"/// <param name=\"options\">The hyperparameters{(isRequired ? "" : "; the rule's defaults if null")}.</param>");
        w.Line(isRequired
            ? $"public {_optimizer}({Tensors} parameters, {_options} options)"
            : $"public {_optimizer}({Tensors} parameters, {_options}? options = null)");
        EmitBase(w, isRequired ? $"{instance}, parameters, options" : $"{instance}, parameters, options ?? new {_options}()");
        w.Line();
        w.Line("/// <summary>Groups of tensors, each with its own options.</summary>");
        w.Line("/// <param name=\"groups\">The groups; no tensor may be in two of them.</param>");
        w.Line("/// <param name=\"parameters\">All tensors in the order of the gradients; one that no group holds is an error. If not");
        w.Line("/// given, gradients come in the order of the groups.</param>");
        w.Line("// Preferred where it applies: in [new(…), new(…)] the elements say nothing about the list's type.");
        w.Line("[global::System.Runtime.CompilerServices.OverloadResolutionPriority(1)]");
        w.List($"public {_optimizer}(", [groups, $"{Tensors} parameters = default"], ")");
        EmitBase(w, $"{instance}, groups, parameters");
        EmitStep(w);
        w.Close();
    }

    private static void EmitBase(SourceWriter w, string arguments)
    {
        w.Indent();
        w.Line($": base({arguments})");
        w.Outdent();
        w.Open();
        w.Close();
    }

    private void EmitStep(SourceWriter w)
    {
        string gradients = new Names(_inputs.Select(p => p.Name).ToArray()).Take("gradients");
        List<string> parameters = [$"{Tensors} {gradients}"];
        IEnumerable<Parameter> ordered = _inputs.Where(p => p.Default is null).Concat(_inputs.Where(p => p.Default is not null));
        parameters.AddRange(ordered.Select(p => InputType(p) + " " + Names.Escape(p.Name)
            + (p.Default is null ? "" : " = " + p.Default)));
        string arrays = string.Join(", ", _inputs.Where(p => p.Kind == ParameterKind.Array).Select(p => Names.Escape(p.Name)));
        string numbers = string.Join(", ", _inputs.Where(p => p.Kind != ParameterKind.Array)
            .Select(p => AsDouble(p, Names.Escape(p.Name))));
        w.Line();
        w.Line("/// <summary>Takes one step on all tensors whose gradient is not null.</summary>");
        w.Line($"/// <param name=\"{gradients}\">One for each tensor, in order; null where a tensor is to be left alone.</param>");
        foreach (Parameter p in ordered)
        {
            w.Line($"/// <param name=\"{p.Name}\">The rule's input <c>{p.Name}</c>.</param>");
        }

        w.Line($"public global::Numerics.StepOutcome Step({string.Join(", ", parameters)})");
        w.Indent();
        w.Line($"=> {(_inputs.Any(p => p.Name == Advance) ? "this." : "")}{Advance}({gradients}, [{arrays}], [{numbers}]);");
        w.Outdent();
    }

    private static string InputType(Parameter p) => p.Kind switch
    {
        ParameterKind.Array => Tensors,
        ParameterKind.Scalar => HostTypes.Double,
        ParameterKind.Integer => HostTypes.Long,
        _ => p.Type,
    };
}
