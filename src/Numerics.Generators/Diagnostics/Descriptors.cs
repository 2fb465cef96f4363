using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Numerics.Generators.Diagnostics;

/// <summary>Every diagnostic, once. A number is for life; <c>docs/diagnostics.md</c> has a section for each.</summary>
/// <remarks>NUM1xxx: the rule as written. NUM2xxx: its plan. NUM3xxx: its kernels for devices. NUM9xxx: the generator itself.</remarks>
internal static class Descriptors
{
    private const string Help = "docs/diagnostics.md#";

    public static readonly DiagnosticDescriptor NotStatic = Error(
        "NUM1001", "A rule is a static method", "“{0}” must be static: a rule is a pure function of its parameters");

    public static readonly DiagnosticDescriptor NotPartial = Error(
        "NUM1002", "A rule's type is partial", "“{0}” must be declared partial, since the kernels are emitted into it");

    public static readonly DiagnosticDescriptor GenericRule = Error(
        "NUM1003", "A rule is not generic", "“{0}” must not be generic: call a generic function from a rule that closes it");

    public static readonly DiagnosticDescriptor ParameterType = Error(
        "NUM1004",
        "A rule's parameter is an array, a Scalar or a host value",
        "Parameter “{0}” has type “{1}”; a rule takes Vec, Row, Col, Mat, Points, Scalar, Integer, double, int, long, ulong, bool or an enumeration, by value");

    public static readonly DiagnosticDescriptor ResultType = Error(
        "NUM1005",
        "A rule returns arrays, Scalars and host state",
        "Result “{0}” has type “{1}”; a rule returns Vec, Row, Col, Mat, Scalar, Integer, double or int, alone or in a tuple");

    public static readonly DiagnosticDescriptor NoArray = Error(
        "NUM1006", "A rule takes an array", "“{0}” takes no Vec, Row, Col or Mat: there is nothing for a kernel to walk over");

    public static readonly DiagnosticDescriptor UpdateMismatch = Error(
        "NUM1007",
        "A result replaces a parameter of its own kind",
        "Result “{0}” is a {1} but parameter “{0}” is a {2}; give the result another name or return a {2}");

    public static readonly DiagnosticDescriptor UpdatesUnknown = Error(
        "NUM1008", "[Updates] names an array parameter", "There is no parameter “{0}” of the result's kind to update");

    public static readonly DiagnosticDescriptor Gradient = Error(
        "NUM1009",
        "An optimizer rule has one gradient",
        "“{0}” can't be the gradient: mark exactly one Vec parameter that the rule does not return");

    public static readonly DiagnosticDescriptor StepNumber = Error(
        "NUM1010", "The step number is an int", "[StepNumber] parameter “{0}” must be an int that the rule does not return");

    public static readonly DiagnosticDescriptor HostState = Error(
        "NUM1011",
        "A host result is state",
        "Host result “{0}” must be named like a double or int parameter, whose new value it is; a number that the kernel computes is a Scalar");

    public static readonly DiagnosticDescriptor RangeAttribute = Error(
        "NUM1012",
        "A range fits its parameter",
        "“{0}” has a range that does not fit: {1}");

    public static readonly DiagnosticDescriptor TooManyArrays = Error(
        "NUM1013", "A kernel takes at most 16 arrays", "“{0}” has {1} arrays; a kernel takes at most 16: split the rule");

    public static readonly DiagnosticDescriptor NameTaken = Error(
        "NUM1014",
        "What is emitted for a rule has names of its own",
        "“{0}” is already the name of “{1}” or of a member of it, but is to be emitted for rule “{2}”; rename one of the two");

    public static readonly DiagnosticDescriptor Unsupported = Error(
        "NUM1020",
        "Not in the language of rules",
        "A rule can't contain {0}; {1}");

    public static readonly DiagnosticDescriptor NotInlinable = Error(
        "NUM1021",
        "A function that can't be inlined",
        "“{0}” is neither of the vocabulary nor a function whose body is known here; call one of this project, or one of a library that marks it [BuildingBlock] or [UpdateRule]");

    public static readonly DiagnosticDescriptor Recursion = Error(
        "NUM1022", "A rule does not recurse", "The call of “{0}” nests more than {1} deep; a rule's calls must end");

    public static readonly DiagnosticDescriptor TripCount = Error(
        "NUM1023",
        "A loop's trip count is known when the rule is compiled",
        "This loop can't be unrolled: its condition must depend on constants alone, and hold at most {0} times; {1}");

    public static readonly DiagnosticDescriptor HostOnly = Error(
        "NUM1024",
        "Host code does not see kernel values",
        "“{0}” asks on the host for a value that is known only when the kernel runs; choose with Select and compute with Numerics.Functions");

    public static readonly DiagnosticDescriptor BranchKinds = Error(
        "NUM1025",
        "Branches give the same kind of value",
        "The branches of a host condition give different kinds of values, or different functions, for “{0}”");

    public static readonly DiagnosticDescriptor NotPublic = Error(
        "NUM1026",
        "A shipped body uses public members",
        "“{0}” is not public, but the body of “{1}” is shipped for other assemblies to inline; make it public or compute the value from parameters");

    public static readonly DiagnosticDescriptor GlobalOfArray = Error(
        "NUM1027",
        "Global takes a reduction",
        "Global reduces over all tensors of a step, so its argument must contain a reduction such as Norm(g)");

    public static readonly DiagnosticDescriptor BuildingBlockShape = Error(
        "NUM1028",
        "A building block is a static function that can be shipped",
        "“{0}” can't be shipped: a building block is a non-generic static method over vocabulary types, host values and functions of Vec");

    public static readonly DiagnosticDescriptor TooLarge = Error(
        "NUM1029",
        "A rule is small",
        "“{0}” unfolds to {1}: loops in loops and returns under conditions in a row multiply; split the rule");

    public static readonly DiagnosticDescriptor Inaccessible = Error(
        "NUM1030",
        "A kernel names the host members that its rule uses",
        "“{0}” is not accessible from “{1}”, into which its use is inlined; make it internal or pass the value as a parameter");

    public static readonly DiagnosticDescriptor StateName = Error(
        "NUM1031",
        "A state has a name of its own in files",
        "State “{0}” can't be saved under “{1}”, which is empty or another's; “step” is the step number's. Give it a name with [StateName]");

    public static readonly DiagnosticDescriptor PromiseUnknown = Error(
        "NUM1032",
        "A promise names what is there",
        "“{0}” is neither a hyperparameter of “{1}” nor a static method of “{2}” over arrays, Scalars and host values");

    public static readonly DiagnosticDescriptor PromiseSignature = Error(
        "NUM1033",
        "A promise's function takes what its rule takes",
        "“{0}” must give {1} and take parameters of “{2}”, under their names and with their types");

    public static readonly DiagnosticDescriptor PromiseUnfit = Error(
        "NUM1034", "A promise fits its rule", "[{0}] is the promise of a rule that {2}; “{1}” is not such a rule");

    public static readonly DiagnosticDescriptor PromiseCondition = Error(
        "NUM1035",
        "A promise's condition sets hyperparameters",
        "“{0}” does not set a hyperparameter of “{1}” to a value in its range; write When = \"weightDecay = 0\"");

    public static readonly DiagnosticDescriptor DomainOfArray = Error(
        "NUM1036", "A domain is an array's", "[Domain] says which arrays laws draw; “{0}” is no Vec: give a number its range");

    public static readonly DiagnosticDescriptor ObjectiveShape = Error(
        "NUM1038",
        "An objective is a function from arrays to a Scalar",
        "“{0}” can't be an objective: {1}");

    public static readonly DiagnosticDescriptor NoDerivative = Error(
        "NUM1039",
        "An objective's functions have derivatives",
        "“{0}” uses {1}, which has no derivative: mark the array that reaches it [Constant], or use a function that has one");

    public static readonly DiagnosticDescriptor ConstraintsShape = Error(
        "NUM1045",
        "Constraints are a function from arrays to a line",
        "“{0}” can't be constraints: {1}");

    public static readonly DiagnosticDescriptor ConstraintsOf = Error(
        "NUM1046",
        "Constraints belong to one objective",
        "“{0}” can't be joined to an objective of “{1}”: {2}");

    public static readonly DiagnosticDescriptor TooManyOperations = Error(
        "NUM2004",
        "A problem written element by element is small",
        "The derivatives of “{0}” unroll to {1} operations where {2} is the limit: write it over whole arrays (Sum, Head, Tail, Shift), whose kernels loop");

    public static readonly DiagnosticDescriptor DerivativeInRule = Error(
        "NUM1047",
        "A function that a rule differentiates has a derivative",
        "{0} goes through {1}");

    public static readonly DiagnosticDescriptor TooManyVariants = Error(
        "NUM2001",
        "A rule has at most 8 plan variants",
        "Host conditions split “{0}” into more than 8 plans; let conditions choose coefficients (c = condition ? a : b) instead of formulas");

    public static readonly DiagnosticDescriptor AboveMinimum = new(
        "NUM2002",
        "A rule moves more than the least traffic",
        "“{0}” moves {1} elements per element where {2} would be the least: {3}",
        "Numerics.Performance",
        DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        helpLinkUri: Help + "num2002");

    public static readonly DiagnosticDescriptor NoOptimizer = new(
        "NUM2003",
        "A rule has a gradient but no optimizer",
        "“{0}” has a gradient but replaces no array, so it gets no optimizer: name the result after the parameter, or write [return: Updates(nameof({1}))]",
        "Numerics.Plans",
        DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        helpLinkUri: Help + "num2003");

    public static readonly DiagnosticDescriptor NothingForDevices = Warning(
        "NUM3001", "[GpuKernelsFor] names a type with rules of another assembly", "Nothing is emitted for “{0}”: {1}");

    public static readonly DiagnosticDescriptor TooManyNumbers = Warning(
        "NUM3002",
        "A device's kernel takes at most 128 numbers",
        "“{0}” has {1} numbers that its kernels take, and gets no kernels for devices; those take at most 128");

    public static readonly DiagnosticDescriptor Internal = Error(
        "NUM9001", "The generator failed", "The generator failed on “{0}”: {1}; please report it with the rule");

    public static ImmutableArray<DiagnosticDescriptor> All { get; } = typeof(Descriptors)
        .GetFields(System.Reflection.BindingFlags.Public | System.Reflection.BindingFlags.Static)
        .Select(f => f.GetValue(null)).OfType<DiagnosticDescriptor>().ToImmutableArray();

    private static DiagnosticDescriptor Warning(string id, string title, string message) => new(
        id,
        title,
        message,
        "Numerics.Devices",
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: Help + id.ToLowerInvariant());

    private static DiagnosticDescriptor Error(string id, string title, string message) => new(
        id,
        title,
        message,
        id[3] == '1' ? "Numerics.Rules" : id[3] == '2' ? "Numerics.Plans" : "Numerics.Generator",
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Help + id.ToLowerInvariant());
}
