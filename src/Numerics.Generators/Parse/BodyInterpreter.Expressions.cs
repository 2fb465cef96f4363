using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Numerics.Generators.Diagnostics;
using Numerics.Generators.Ir;

namespace Numerics.Generators.Parse;

/// <content>Expressions.</content>
internal sealed partial class BodyInterpreter
{
    private Value Evaluate(IOperation operation, Frame frame)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        if (!TryWork())
        {
            return Value.Error;
        }

        if (operation.ConstantValue is { HasValue: true, Value: { } constant } && KnownTypes.IsHost(operation.Type))
        {
            return Literal(constant, operation.Type!);
        }

        return operation switch
        {
            { Type.TypeKind: TypeKind.Error } => Broken(),
            IParenthesizedOperation parenthesized => Evaluate(parenthesized.Operand, frame),
            ILocalReferenceOperation local => frame[local.Local],
            IParameterReferenceOperation parameter => frame[parameter.Parameter],
            IDeclarationExpressionOperation declaration => Evaluate(declaration.Expression, frame),
            IConversionOperation conversion => Convert(conversion, frame),
            IUnaryOperation unary => Unary(unary, frame),
            IBinaryOperation binary => Binary(binary, frame),
            IConditionalOperation { WhenFalse: not null } conditional => Conditional(conditional, frame),
            ISwitchExpressionOperation choice => Switch(choice, frame),
            IIsPatternOperation { Value: var subject, Pattern: var pattern } => Matches(subject, pattern, frame),
            ITupleOperation tuple => new TupleValue(tuple.Elements.Select(e => Evaluate(e, frame)).ToImmutableArray()),
            IInvocationOperation invocation => Invoke(invocation, frame),
            ISimpleAssignmentOperation assignment => Assignment(assignment, frame),
            ICompoundAssignmentOperation assignment => CompoundAssignment(assignment, frame),
            IIncrementOrDecrementOperation increment => Increment(increment, frame),
            IDeconstructionAssignmentOperation deconstruction => Deconstruct(deconstruction, frame),
            IPropertyReferenceOperation property => Property(property, frame),
            IFieldReferenceOperation field => Field(field, frame),
            IAnonymousFunctionOperation lambda => new LambdaValue(lambda, frame),
            IDelegateCreationOperation creation => Evaluate(creation.Target, frame),
            IMethodReferenceOperation method when method.Method.IsStatic || method.Method.MethodKind == MethodKind.LocalFunction =>
                new MethodValue(Implementation(method.Method, method.ConstrainedToType, frame), frame),
            IInvalidOperation => Broken(),
            _ => Unsupported(operation, Describe(operation), "write it with the operators and functions of the vocabulary"),
        };
    }

    private NodeValue Node(int id) => new(id);

    private Value Literal(object constant, ITypeSymbol type)
    {
        int id = (constant, type.TypeKind, type.SpecialType) switch
        {
            (double number, _, _) => graph.Literal(number),
            (float number, _, _) => graph.Literal(number),
            (int number, not TypeKind.Enum, _) => graph.Literal(number),
            (long number, not TypeKind.Enum, _) => graph.Literal(number),
            (bool truth, _, _) => graph.Literal(truth),
            _ => graph.Add(new Node(
                Op.Literal,
                Kind.Host,
                EquatableArray<int>.Empty,
                KnownTypes.Name(type),
                KnownTypes.EnumText(type, constant))),
        };
        return Node(id);
    }

    private Value Convert(IConversionOperation conversion, Frame frame)
    {
        Value operand = Evaluate(conversion.Operand, frame);
        if (operand == Value.Error || conversion.Type is null)
        {
            return operand;
        }

        if (conversion.IsChecked && IsChecked(true) && conversion.Type.SpecialType is SpecialType.System_Int32 or SpecialType.System_Int64)
        {
            return Unsupported(conversion, "a checked conversion", "host values of a rule convert as the project does");
        }

        // Operators of equal shapes are declared by a base of the shapes.
        if (conversion.Conversion is { IsReference: true, IsImplicit: true } && operand is NodeValue)
        {
            return operand;
        }

        if (KnownTypes.IsHost(conversion.Type) && operand is NodeValue { Id: int id } && graph[id].Kind != Kind.Host)
        {
            return HostSeesKernel(conversion);
        }

        return TryFit(operand, conversion.Type) ?? Unsupported(
            conversion,
            $"a conversion from {conversion.Operand.Type?.Name} to {conversion.Type.Name}",
            "arrays and kernel numbers stay what they are inside a rule");
    }

    private Value HostSeesKernel(IOperation at)
    {
        sink.Report(Descriptors.HostOnly, at.Syntax.GetLocation(), at.Syntax.ToString());
        return Value.Error;
    }

    /// <summary>The value as a variable of the type holds it: C#'s implicit conversions, also inside tuples.</summary>
    private Value Fit(Value value, ITypeSymbol type) => TryFit(value, type) ?? Misfit();

    private Value? TryFit(Value value, ITypeSymbol type)
    {
        switch (value)
        {
            case TupleValue tuple when type is INamedTypeSymbol { IsTupleType: true } to
                && to.TupleElements.Length == tuple.Items.Length:
                Value?[] items = tuple.Items.Select((item, i) => TryFit(item, to.TupleElements[i].Type)).ToArray();
                return items.All(i => i is not null) ? new TupleValue(items.Select(i => i!).ToImmutableArray()) : null;
            case FunctionValue:
                return type.TypeKind == TypeKind.Delegate ? value : null;
            case NodeValue node:
                Kind kind = graph[node.Id].Kind;
                Kind? wanted = KnownTypes.KernelKind(type);
                return kind == Kind.Host && KnownTypes.IsHost(type) ? Node(graph.Cast(node.Id, KnownTypes.Name(type)))
                    : wanted == Kind.Scalar && kind is Kind.Host or Kind.Scalar ? Node(Kernel(node.Id))
                    : wanted == Kind.Scalar && kind == Kind.Integer ? Node(graph.Add(Op.ToScalar, Kind.Scalar, node.Id))
                    : wanted == Kind.Integer && kind == Kind.Host ? Node(graph.Add(Op.FromHost, Kind.Integer, node.Id))
                    : wanted == kind ? value
                    : null;
            default:
                return value == Value.Error ? value : null;
        }
    }

    /// <summary>Whether an operation checks for overflow where the code emitted beside the rule would not, or the reverse.</summary>
    private bool IsChecked(bool isChecked) => isChecked != bodies.ChecksOverflow;

    /// <summary>The value as a kernel sees it: a host number becomes a constant. Other host values have no form there.</summary>
    private int Kernel(int id)
    {
        if (graph[id].Kind != Kind.Host || !HostTypes.IsNumber(graph[id].Type))
        {
            return id;
        }

        return graph.FromHost(graph.Cast(id, HostTypes.Double));
    }

    private Value Unary(IUnaryOperation unary, Frame frame)
    {
        if (Evaluate(unary.Operand, frame) is not NodeValue operand)
        {
            return Value.Error;
        }

        if (graph[operand.Id].Kind == Kind.Host && KnownTypes.IsHost(unary.Type))
        {
            return Node(graph.HostUnary(Spelling(unary.OperatorKind), KnownTypes.Name(unary.Type!), operand.Id));
        }

        return unary.OperatorKind switch
        {
            UnaryOperatorKind.Minus when graph[operand.Id].Kind == Kind.Integer => Node(graph.Add(Op.Neg, Kind.Integer, operand.Id)),
            UnaryOperatorKind.Minus when graph[operand.Id].Kind == Kind.SparseRow => Node(Scale(operand.Id, Constant(-1))),
            UnaryOperatorKind.Minus => Arithmetic(Op.Neg, operand.Id),
            UnaryOperatorKind.Plus => operand,
            UnaryOperatorKind.Not or UnaryOperatorKind.BitwiseNegation => Arithmetic(Op.Not, operand.Id),
            _ => Unsupported(unary, $"the operator of “{unary.Syntax}”", "use − or !"),
        };
    }

    private static string Spelling(UnaryOperatorKind kind) => kind switch
    {
        UnaryOperatorKind.Minus => "-",
        UnaryOperatorKind.Plus => "+",
        UnaryOperatorKind.Not => "!",
        _ => "~",
    };

    private Value Binary(IBinaryOperation binary, Frame frame)
    {
        bool isLazy = binary.OperatorKind is BinaryOperatorKind.ConditionalAnd or BinaryOperatorKind.ConditionalOr;
        if (isLazy && Assigns(binary.RightOperand))
        {
            return AssignsInBranch(binary.RightOperand);
        }

        return Operate(
            binary,
            binary.OperatorKind,
            binary.IsChecked,
            Evaluate(binary.LeftOperand, frame),
            Evaluate(binary.RightOperand, frame),
            binary.Type);
    }

    private Value Operate(IOperation at, BinaryOperatorKind kind, bool isChecked, Value left, Value right, ITypeSymbol? type)
    {
        if (left is not NodeValue a || right is not NodeValue b)
        {
            return Value.Error;
        }

        if (graph[a.Id].Kind == Kind.SparseRow || graph[b.Id].Kind == Kind.SparseRow)
        {
            return SparseOperator(at, kind, Kernel(a.Id), Kernel(b.Id));
        }

        if (graph[a.Id].Kind == Kind.Integer || graph[b.Id].Kind == Kind.Integer)
        {
            return IntegerOperator(at, kind, a.Id, b.Id);
        }

        if (graph[a.Id].Kind == Kind.Host && graph[b.Id].Kind == Kind.Host && KnownTypes.IsHost(type))
        {
            return HostSpelling(kind) is { } spelling
                ? HostBinary(at, spelling, isChecked, a.Id, b.Id, KnownTypes.Name(type!))
                : Unsupported(at, $"the operator of “{at.Syntax}”", "use arithmetic, comparisons and logic");
        }

        return kind switch
        {
            BinaryOperatorKind.Add => Arithmetic(Op.Add, a.Id, b.Id),
            BinaryOperatorKind.Subtract => Arithmetic(Op.Sub, a.Id, b.Id),
            BinaryOperatorKind.Multiply => Arithmetic(Op.Mul, a.Id, b.Id),
            BinaryOperatorKind.Divide => Arithmetic(Op.Div, a.Id, b.Id),
            BinaryOperatorKind.LessThan => Arithmetic(Op.Lt, a.Id, b.Id),
            BinaryOperatorKind.LessThanOrEqual => Arithmetic(Op.Le, a.Id, b.Id),
            BinaryOperatorKind.GreaterThan => Arithmetic(Op.Lt, b.Id, a.Id),
            BinaryOperatorKind.GreaterThanOrEqual => Arithmetic(Op.Le, b.Id, a.Id),
            BinaryOperatorKind.And => Arithmetic(Op.And, a.Id, b.Id),
            BinaryOperatorKind.Or => Arithmetic(Op.Or, a.Id, b.Id),
            BinaryOperatorKind.ExclusiveOr => Arithmetic(Op.Xor, a.Id, b.Id),
            _ => Unsupported(at, $"the operator of “{at.Syntax}”", "use + − * /, comparisons, and & | ^ on masks"),
        };
    }

    private Value HostBinary(IOperation at, string spelling, bool isChecked, int a, int b, string type)
    {
        bool isInteger = HostTypes.IsInteger(type);
        if (isInteger && spelling is "/" or "%" && HostTypes.TryInteger(graph[b]) == 0)
        {
            return Unsupported(at, "a division by zero", "an integer divisor is not 0");
        }

        bool isArithmetic = isInteger && spelling is "+" or "-" or "*";
        if ((isArithmetic && IsChecked(isChecked))
            || (isInteger && (isChecked || spelling == "/") && HostFolding.Overflows(graph, spelling, type, a, b)))
        {
            return Unsupported(at, "this overflow check", "host integers of a rule wrap as the project's do; use double");
        }

        return Node(graph.Host(spelling, type, a, b));
    }

    private static string? HostSpelling(BinaryOperatorKind kind) => kind switch
    {
        BinaryOperatorKind.Add => "+",
        BinaryOperatorKind.Subtract => "-",
        BinaryOperatorKind.Multiply => "*",
        BinaryOperatorKind.Divide => "/",
        BinaryOperatorKind.Remainder => "%",
        BinaryOperatorKind.LessThan => "<",
        BinaryOperatorKind.LessThanOrEqual => "<=",
        BinaryOperatorKind.GreaterThan => ">",
        BinaryOperatorKind.GreaterThanOrEqual => ">=",
        BinaryOperatorKind.Equals => "==",
        BinaryOperatorKind.NotEquals => "!=",
        BinaryOperatorKind.ConditionalAnd => "&&",
        BinaryOperatorKind.ConditionalOr => "||",
        BinaryOperatorKind.And => "&",
        BinaryOperatorKind.Or => "|",
        BinaryOperatorKind.ExclusiveOr => "^",
        BinaryOperatorKind.LeftShift => "<<",
        BinaryOperatorKind.RightShift => ">>",
        _ => null,
    };

    /// <summary>Lane arithmetic over operands of any kernel kind; the result is an array where any operand is.</summary>
    private Value Arithmetic(Op op, params int[] operands)
    {
        int[] kernel = operands.Select(Kernel).ToArray();
        if (!op.Takes(kernel.Select(k => graph[k].Kind).ToList()))
        {
            return Misfit();
        }

        if (IsUngrouped(kernel))
        {
            return Node(Ungroup(Id(Arithmetic(op, Regroup(kernel)))));
        }

        return KindTable.Join(kernel.Select(k => graph[k].Kind)) is Kind kind
            ? Node(graph.Add(op, op.IsComparison() || op.IsLogic() ? kind.ToMask() : kind, kernel))
            : Misfit();
    }
}
