namespace Numerics.Generators.Ir;

/// <summary>What a parameter of a rule is.</summary>
internal enum ParameterKind
{
    Array,
    Scalar,
    Double,
    Int,
    Bool,
    Enum,
    Long,
    ULong,

    /// <summary>A whole number known when the kernel runs.</summary>
    Integer,

    /// <summary>A function; only in building blocks.</summary>
    Function,
}

/// <summary>The part that a parameter plays in an optimizer; the same names as the runtime's.</summary>
internal enum ParameterRole
{
    None,
    Parameter,
    State,
    Gradient,
    Input,
    StepNumber,
}

/// <summary>One parameter of a rule.</summary>
internal sealed record Parameter(
    string Name,
    ParameterKind Kind,
    ParameterRole Role,
    string Type,
    string? Default,
    double? DefaultNumber,
    Range Range,
    double Start,
    string? StateName,
    string? Domain = null)
{
    /// <summary>The values of an enumeration's members, in its order.</summary>
    public EquatableArray<double> Members { get; init; } = EquatableArray<double>.Empty;

    /// <summary>What an array is: Vec, Row, Col, Mat or Points.</summary>
    public Kind Shape { get; init; } = Ir.Kind.Vec;

    public bool IsHost => Kind is >= ParameterKind.Double and <= ParameterKind.ULong;
}

/// <summary>The values that a hyperparameter may take.</summary>
internal sealed record Range(double Minimum, bool MinimumExcluded, double Maximum, bool MaximumExcluded)
{
    public static Range Any { get; } = new(double.NegativeInfinity, false, double.PositiveInfinity, false);
}

/// <summary>One result of a rule.</summary>
/// <param name="Name">Its name, empty for an unnamed one.</param>
/// <param name="Value">Its node.</param>
/// <param name="Kind">The kind of an array, Scalar, Integer or Host.</param>
/// <param name="Updates">The position of the parameter it replaces, or −1 for a new one.</param>
/// <param name="Type">A host result's type.</param>
internal sealed record Result(string Name, int Value, Kind Kind, int Updates, string Type);

/// <summary>What a body says of the length of an array's side, also where no result needs the value that says it.</summary>
/// <param name="Parameter">The array.</param>
/// <param name="IsRows">Whether it is the side of rows; a line has the other.</param>
/// <param name="Host">The host value that is its length.</param>
internal sealed record LengthLaw(int Parameter, bool IsRows, int Host);

/// <summary>One of the types that contain a rule, outermost first.</summary>
internal sealed record ContainingType(string Declaration, string Name);

/// <summary>A parsed rule: plain data, equal for equal rules. Nothing of the compilation lives in it.</summary>
/// <remarks>One that has a twin may differ from another full name by case alone.</remarks>
internal sealed record RuleModel(
    string Namespace,
    EquatableArray<ContainingType> Types,
    string Method,
    string Accessibility,
    string DocumentationId,
    EquatableArray<Parameter> Parameters,
    EquatableArray<Result> Results,
    bool ReturnsTuple,
    EquatableArray<Promise> Promises,
    Graph Graph,
    bool IsShipped,
    bool IsBuildingBlock,
    bool HasTwin,
    bool ChecksOverflow)
{
    /// <summary>Of an objective and of constraints the parameters by which they are differentiated; else none.</summary>
    public EquatableArray<int> Variables { get; init; } = EquatableArray<int>.Empty;

    /// <summary>The lengths that the arguments must have for every value of the body to exist.</summary>
    public EquatableArray<LengthLaw> Lengths { get; init; } = EquatableArray<LengthLaw>.Empty;

    /// <summary>Whether the rule is the derivative of an objective: nobody wrote its C#.</summary>
    public bool IsDerived { get; init; }

    /// <summary>Whether the rule's result is to be zero: the constraints beside an objective.</summary>
    public bool IsConstraints { get; init; }

    public bool IsObjective => Variables.Count > 0;

    public string FullName => (Namespace.Length == 0 ? "" : Namespace + ".")
        + string.Join(".", Types.Select(t => t.Name)) + "." + Method;

    /// <summary>Whether the rule is more than one pass after another over arrays of one length: it has matrices, loops or indices.</summary>
    public bool IsProgram => Parameters.Any(p => p.Kind is ParameterKind.Integer or ParameterKind.Long or ParameterKind.ULong
            || (p.Kind == ParameterKind.Array && p.Shape != Ir.Kind.Vec))
        || Graph.Nodes.Any(n => n.Op is >= Op.ReduceFirst and <= Op.LoopResult || n.Kind >= Ir.Kind.Integer);

    /// <summary>Whether an optimizer steps by it: it has a gradient, and no sparse matrix, which is no list of tensors.</summary>
    public bool IsOptimizer => Parameters.Any(p => p.Role == ParameterRole.Gradient) && !Parameters.Any(p => p.Shape == Ir.Kind.Csr);
}
