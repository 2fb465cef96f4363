using Numerics.Generators.Emit;

namespace Numerics.Generators.Passes.Derivatives;

/// <summary>What is emitted for constraints, by name.</summary>
internal static class ConstrainedNames
{
    public const string Problem = "Problem";
    public const string Description = "ConstrainedProblem";
    public const string FirstOrder = "FirstOrder";
    public const string SecondOrder = "SecondOrder";
    public const string LagrangianGradient = "LagrangianGradient";
    public const string LagrangianHessian = "LagrangianHessian";
    public const string LagrangianHessianVector = "LagrangianHessianVector";

    public static string Jacobian(string method) => method + "Jacobian";

    public static string JacobianVector(string method) => method + "JacobianVector";

    public static string JacobianTransposeVector(string method) => method + "JacobianTransposeVector";

    public static string Hessian(string method) => method + "Hessian";

    /// <summary>Where a sparse matrix's rows begin.</summary>
    public static string RowStarts(string matrix) => matrix + "RowStarts";

    /// <summary>The columns of a sparse matrix's entries.</summary>
    public static string Columns(string matrix) => matrix + "Columns";

    /// <summary>The members that are emitted for constraints and their objective.</summary>
    public static IEnumerable<string> All(string constraints) => new[]
    {
        Jacobian(constraints), LagrangianHessian,
    }.SelectMany(m => new[] { m, RowStarts(m), Columns(m) }).Concat(new[]
    {
        Problem, Description, FirstOrder, SecondOrder,
        JacobianVector(constraints), JacobianTransposeVector(constraints), LagrangianGradient, LagrangianHessianVector,
    }.SelectMany(n => new[] { n, FacadeEmitter.CommonName(n), n + "Rule", n + "Kernel" }));
}
