using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Numerics.Generators.Diagnostics;
using Numerics.Generators.Ir;

namespace Numerics.Generators.Parse;

/// <content>Choices by host conditions: conditional and switch expressions, patterns, and the join of two ways.</content>
internal sealed partial class BodyInterpreter
{
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

        if (Assigns(conditional.WhenTrue) || Assigns(conditional.WhenFalse!))
        {
            return AssignsInBranch(conditional);
        }

        Value whenTrue = Evaluate(conditional.WhenTrue, frame);
        Value whenFalse = Evaluate(conditional.WhenFalse!, frame);
        return Choose(condition.Id, whenTrue, whenFalse, conditional.Syntax.ToString(), conditional);
    }

    private static bool Assigns(IOperation operation) => operation.DescendantsAndSelf().Any(
        o => o is IAssignmentOperation or IIncrementOrDecrementOperation && !InsideFunction(o, operation));

    private Value AssignsInBranch(IOperation at) =>
        Unsupported(at, "an assignment that may not happen inside an expression", "write an if statement");

    /// <summary>A switch expression over a host value: the first arm whose condition holds.</summary>
    private Value Switch(ISwitchExpressionOperation choice, Frame frame)
    {
        if (Evaluate(choice.Value, frame) is not NodeValue subject || choice.Arms.Length == 0)
        {
            return Value.Error;
        }

        if (choice.Arms.FirstOrDefault(a => Assigns(a)) is { } assigning)
        {
            return AssignsInBranch(assigning);
        }

        List<(int Condition, Value Value, IOperation At)> arms = [];
        foreach (ISwitchExpressionArmOperation arm in choice.Arms)
        {
            if (ArmCondition(arm, subject, frame) is not NodeValue condition)
            {
                return Value.Error;
            }

            bool? known = HostTypes.TryTruth(graph[condition.Id]);
            if (known != false)
            {
                arms.Add((condition.Id, Evaluate(arm.Value, frame), arm));
            }

            if (known == true)
            {
                break;
            }
        }

        return JoinArms(arms, choice);
    }

    /// <summary>The arms from the last on, which is taken where none before it is.</summary>
    private Value JoinArms(List<(int Condition, Value Value, IOperation At)> arms, IOperation at)
    {
        if (arms.Count == 0)
        {
            return Unsupported(at, "a switch without a fitting arm", "add an arm with _");
        }

        Value result = arms[arms.Count - 1].Value;
        for (int i = arms.Count - 2; i >= 0; i--)
        {
            result = Choose(arms[i].Condition, arms[i].Value, result, "the switch", arms[i].At);
        }

        return result;
    }

    private Value ArmCondition(ISwitchExpressionArmOperation arm, NodeValue subject, Frame frame)
    {
        Value matches = Matches(subject, arm.Pattern, frame);
        return arm.Guard is null ? matches : Logic("&&", matches, Evaluate(arm.Guard, frame));
    }

    private Value Matches(IOperation subject, IPatternOperation pattern, Frame frame) =>
        Evaluate(subject, frame) is NodeValue value ? Matches(value, pattern, frame) : Value.Error;

    /// <summary>Whether a host value matches: constants, comparisons, _, and their and, or, not.</summary>
    private Value Matches(NodeValue subject, IPatternOperation pattern, Frame frame)
    {
        if (graph[subject.Id].Kind != Kind.Host)
        {
            sink.Report(Descriptors.HostOnly, pattern.Syntax.GetLocation(), pattern.Syntax.ToString());
            return Value.Error;
        }

        return pattern switch
        {
            IDiscardPatternOperation => Node(graph.Literal(true)),
            IConstantPatternOperation constant => Compare("==", subject, Evaluate(constant.Value, frame)),
            IRelationalPatternOperation relation when HostSpelling(relation.OperatorKind) is { } spelling
                => Compare(spelling, subject, Evaluate(relation.Value, frame)),
            INegatedPatternOperation negated => Logic("==", Matches(subject, negated.Pattern, frame), Node(graph.Literal(false))),
            IBinaryPatternOperation both => Logic(
                both.OperatorKind == BinaryOperatorKind.And ? "&&" : "||",
                Matches(subject, both.LeftPattern, frame),
                Matches(subject, both.RightPattern, frame)),
            _ => Unsupported(pattern, "this pattern", "match constants, comparisons and _"),
        };
    }

    private Value Compare(string @operator, NodeValue subject, Value constant) => constant is NodeValue value
        ? Node(graph.Host(@operator, HostTypes.Bool, subject.Id, value.Id))
        : Value.Error;

    private Value Logic(string @operator, Value left, Value right) => left is NodeValue a && right is NodeValue b
        ? Node(graph.Host(@operator, HostTypes.Bool, a.Id, b.Id))
        : Value.Error;

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
            return x.Type == y.Type ? graph.HostConditional(condition, a, b) : null;
        }

        (a, b) = (Kernel(a), Kernel(b));
        Kind kind = graph[a].Kind;
        return kind == graph[b].Kind && kind != Kind.SparseRow ? graph.Add(Op.Choose, kind, condition, Flat(a), Flat(b)) : null;
    }
}
