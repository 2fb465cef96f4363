using System.Collections.Immutable;
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
        cancellation.ThrowIfCancellationRequested();
        if (operation.ConstantValue is { HasValue: true, Value: { } constant } && KnownTypes.IsHost(operation.Type))
        {
            return Literal(constant, operation.Type!);
        }

        return operation switch
        {
            IParenthesizedOperation parenthesized => Evaluate(parenthesized.Operand, frame),
            ILocalReferenceOperation local => frame[local.Local],
            IParameterReferenceOperation parameter => frame[parameter.Parameter],
            IDeclarationExpressionOperation declaration => Evaluate(declaration.Expression, frame),
            IConversionOperation conversion => Convert(conversion, frame),
            IUnaryOperation unary => Unary(unary, frame),
            IBinaryOperation binary => Binary(binary, frame),
            IConditionalOperation { WhenFalse: not null } conditional => Conditional(conditional, frame),
            ISwitchExpressionOperation choice => Switch(choice, frame),
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
            IMethodReferenceOperation method => new MethodValue(method.Method, frame),
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
            (float number, _, _) => graph.Literal((double)number),
            (int number, not TypeKind.Enum, _) => graph.Literal(number),
            (bool truth, _, _) => graph.Literal(truth),
            _ => graph.Add(new Node(
                Op.Literal,
                Kind.Host,
                EquatableArray<int>.Empty,
                KnownTypes.Name(type),
                FormattableString.Invariant($"({KnownTypes.Name(type)}){constant}"))),
        };
        return Node(id);
    }

    private Value Convert(IConversionOperation conversion, Frame frame)
    {
        Value operand = Evaluate(conversion.Operand, frame);
        if (operand is not NodeValue node || conversion.Type is null)
        {
            return operand;
        }

        Kind? to = KnownTypes.KernelKind(conversion.Type);
        if (to is null && KnownTypes.IsHost(conversion.Type) && graph[node.Id].Kind == Kind.Host)
        {
            return Node(Cast(node.Id, conversion.Type));
        }

        return to == Kind.Scalar && graph[node.Id].Kind is Kind.Host or Kind.Scalar
            ? Node(Kernel(node.Id))
            : to == graph[node.Id].Kind
                ? node
                : Unsupported(
                    conversion,
                    $"a conversion from {conversion.Operand.Type?.Name} to {conversion.Type.Name}",
                    "arrays and kernel numbers stay what they are inside a rule");
    }

    private int Cast(int id, ITypeSymbol type)
    {
        string name = KnownTypes.Name(type);
        Node node = graph[id];
        return node.Type == name ? id
            : name == HostTypes.Double && HostTypes.TryNumber(node) is double number ? graph.Literal(number)
            : graph.Add(new Node(Op.HostCast, Kind.Host, new[] { id }, name));
    }

    /// <summary>The value as a kernel sees it: a host number becomes a constant.</summary>
    private int Kernel(int id)
    {
        if (graph[id].Kind != Kind.Host)
        {
            return id;
        }

        int number = graph[id].Type == HostTypes.Double
            ? id
            : HostTypes.TryNumber(graph[id]) is double value
                ? graph.Literal(value)
                : graph.Add(new Node(Op.HostCast, Kind.Host, new[] { id }, HostTypes.Double));
        return graph.FromHost(number);
    }

    private Value Unary(IUnaryOperation unary, Frame frame)
    {
        if (Evaluate(unary.Operand, frame) is not NodeValue operand)
        {
            return Value.Error;
        }

        if (graph[operand.Id].Kind == Kind.Host && KnownTypes.IsHost(unary.Type))
        {
            string spelling = Spelling(unary.OperatorKind);
            return Node(HostFolding.TryFoldUnary(graph, spelling, operand.Id) ?? graph.Add(new Node(
                Op.HostUnary, Kind.Host, new[] { operand.Id }, KnownTypes.Name(unary.Type!), spelling)));
        }

        return unary.OperatorKind switch
        {
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

    private Value Binary(IBinaryOperation binary, Frame frame) =>
        Operate(
            binary,
            binary.OperatorKind,
            Evaluate(binary.LeftOperand, frame),
            Evaluate(binary.RightOperand, frame),
            binary.Type);

    private Value Operate(IOperation at, BinaryOperatorKind kind, Value left, Value right, ITypeSymbol? type)
    {
        if (left is not NodeValue a || right is not NodeValue b)
        {
            return Value.Error;
        }

        if (graph[a.Id].Kind == Kind.Host && graph[b.Id].Kind == Kind.Host && KnownTypes.IsHost(type))
        {
            return HostSpelling(kind) is { } spelling
                ? Node(graph.Host(spelling, KnownTypes.Name(type!), a.Id, b.Id))
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
        bool isElement = kernel.Any(k => graph[k].Kind.IsElement());
        bool isMask = op.IsComparison() || op is Op.And or Op.Or or Op.Xor or Op.Not;
        Kind kind = (isElement, isMask) switch
        {
            (true, true) => Kind.Mask,
            (true, false) => Kind.Vec,
            (false, true) => Kind.ScalarMask,
            _ => Kind.Scalar,
        };
        return Node(graph.Add(op, kind, kernel));
    }

    private Value Conditional(IConditionalOperation conditional, Frame frame)
    {
        if (Evaluate(conditional.Condition, frame) is not NodeValue condition)
        {
            return Value.Error;
        }

        if (HostTypes.TryTruth(graph[condition.Id]) is bool known)
        {
            return Evaluate(known ? conditional.WhenTrue : conditional.WhenFalse!, frame);
        }

        Value whenTrue = Evaluate(conditional.WhenTrue, frame);
        Value whenFalse = Evaluate(conditional.WhenFalse!, frame);
        return Choose(condition.Id, whenTrue, whenFalse, conditional.Syntax.ToString(), conditional);
    }

    /// <summary>A switch expression over host constants, as a chain of conditions.</summary>
    private Value Switch(ISwitchExpressionOperation choice, Frame frame)
    {
        if (Evaluate(choice.Value, frame) is not NodeValue subject || choice.Arms.Length == 0)
        {
            return Value.Error;
        }

        Value? result = null;
        foreach (ISwitchExpressionArmOperation arm in choice.Arms.Reverse())
        {
            Value value = Evaluate(arm.Value, frame);
            if (arm.Guard is null && arm.Pattern is IDiscardPatternOperation)
            {
                result = value;
                continue;
            }

            if (arm.Guard is not null
                || arm.Pattern is not IConstantPatternOperation { Value: var constant }
                || Evaluate(constant, frame) is not NodeValue label)
            {
                return Unsupported(arm, "this pattern", "switch over constants and _");
            }

            int equal = graph.Host("==", HostTypes.Bool, subject.Id, label.Id);
            result = result is null ? value : Choose(equal, value, result, "the switch", arm);
        }

        return result!;
    }

    /// <summary>The join of two branches of a host condition.</summary>
    private Value Choose(int condition, Value whenTrue, Value whenFalse, string what, IOperation at)
    {
        if (whenTrue.Equals(whenFalse))
        {
            return whenTrue;
        }

        switch (whenTrue, whenFalse)
        {
            case (NodeValue a, NodeValue b) when TryChoose(condition, a.Id, b.Id) is int id:
                return Node(id);
            case (TupleValue a, TupleValue b) when a.Items.Length == b.Items.Length:
                return new TupleValue(
                    a.Items.Select((item, i) => Choose(condition, item, b.Items[i], what, at)).ToImmutableArray());
            default:
                if (whenTrue != Value.Error && whenFalse != Value.Error)
                {
                    sink.Report(Descriptors.BranchKinds, at.Syntax.GetLocation(), what);
                }

                return Value.Error;
        }
    }

    private int? TryChoose(int condition, int a, int b)
    {
        if (HostTypes.TryTruth(graph[condition]) is bool known)
        {
            return known ? a : b;
        }

        (Node x, Node y) = (graph[a], graph[b]);
        if (x.Kind == Kind.Host && y.Kind == Kind.Host)
        {
            return x.Type == y.Type
                ? graph.Add(new Node(Op.HostConditional, Kind.Host, new[] { condition, a, b }, x.Type))
                : null;
        }

        (a, b) = (Kernel(a), Kernel(b));
        Kind kind = graph[a].Kind;
        return kind == graph[b].Kind ? graph.Add(Op.Choose, kind, condition, a, b) : null;
    }
}
