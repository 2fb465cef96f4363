using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Numerics.Generators.Diagnostics;
using Numerics.Generators.Ir;

namespace Numerics.Generators.Parse;

/// <content>Statements.</content>
internal sealed partial class BodyInterpreter
{
    /// <summary>Runs statements until one returns; null where they run out.</summary>
    private Value? Execute(Continuation? continuation, Frame frame)
    {
        while (continuation is { } current)
        {
            if (!TryWork())
            {
                return Value.Error;
            }

            continuation = current.Rest;
            switch (current.Next)
            {
                case IBlockOperation block:
                    continuation = Continuation.Before(block.Operations, continuation);
                    break;
                case IReturnOperation { ReturnedValue: { } returned }:
                    return Evaluate(returned, frame);
                case IConditionalOperation conditional when Branch(conditional, frame, ref continuation) is { } result:
                    return result;
                case IConditionalOperation:
                    break;
                case IForLoopOperation loop:
                    continuation = Loop(loop, loop.Condition, loop.AtLoopBottom, current.Trips, frame, continuation);
                    break;
                case IWhileLoopOperation { ConditionIsTop: true, ConditionIsUntil: false } loop:
                    continuation = Loop(loop, loop.Condition, [], current.Trips, frame, continuation);
                    break;
                default:
                    if (!Step(current.Next, frame))
                    {
                        return Value.Error;
                    }

                    break;
            }
        }

        return null;
    }

    /// <summary>Runs a statement without control flow; false where it is not of the language.</summary>
    private bool Step(IOperation statement, Frame frame)
    {
        switch (statement)
        {
            case IVariableDeclarationGroupOperation group:
                return group.Declarations.SelectMany(d => d.Declarators).All(d => Declare(d, frame));
            case IExpressionStatementOperation { Operation: var expression }:
                Evaluate(expression, frame);
                return true;
            case ILocalFunctionOperation or IEmptyOperation:
                return true;
            case IInvalidOperation:
                Broken();
                return false;
            default:
                Unsupported(statement, Describe(statement), "write values, calls, host conditions and loops of known length");
                return false;
        }
    }

    private bool Declare(IVariableDeclaratorOperation declarator, Frame frame)
    {
        if (declarator.Symbol.RefKind != RefKind.None)
        {
            Unsupported(declarator, "a ref local", "a rule's variables hold values");
            return false;
        }

        if (declarator.GetVariableInitializer()?.Value is not { } initial)
        {
            return true;
        }

        Value value = Fit(Evaluate(initial, frame), declarator.Symbol.Type);
        frame[declarator.Symbol] = value;
        if (value is NodeValue node)
        {
            graph.Suggest(node.Id, declarator.Symbol.Name);
        }

        return true;
    }

    /// <summary>A host condition: a known one takes its branch, another runs both sides and joins what they give.</summary>
    private Value? Branch(IConditionalOperation conditional, Frame frame, ref Continuation? rest)
    {
        if (Evaluate(conditional.Condition, frame) is not NodeValue condition)
        {
            return Value.Error;
        }

        if (HostTypes.TryTruth(graph[condition.Id]) is bool known)
        {
            IOperation? taken = known ? conditional.WhenTrue : conditional.WhenFalse;
            rest = taken is null ? rest : new Continuation(taken, rest);
            return null;
        }

        Frame other = frame.Fork();
        if (!Returns(conditional.WhenTrue) && !Returns(conditional.WhenFalse))
        {
            Value? failed = Execute(Continuation.Of(conditional.WhenTrue), frame)
                ?? (conditional.WhenFalse is { } side ? Execute(Continuation.Of(side), other) : null);
            Join(condition.Id, frame, other, conditional);
            return failed;
        }

        Value? whenTrue = Execute(new Continuation(conditional.WhenTrue, rest), frame);
        Value? whenFalse = Execute(
            conditional.WhenFalse is { } otherwise ? new Continuation(otherwise, rest) : rest, other);
        return whenTrue is null || whenFalse is null
            ? Value.Error
            : Choose(condition.Id, whenTrue, whenFalse, "the result", conditional);
    }

    private static bool Returns(IOperation? operation) =>
        operation?.DescendantsAndSelf().Any(o => o is IReturnOperation && !InsideFunction(o, operation)) == true;

    private static bool InsideFunction(IOperation operation, IOperation root)
    {
        for (IOperation? o = operation; o is not null && o != root; o = o.Parent)
        {
            if (o is IAnonymousFunctionOperation or ILocalFunctionOperation)
            {
                return true;
            }
        }

        return false;
    }

    private void Join(int condition, Frame frame, Frame other, IOperation at)
    {
        foreach (ISymbol symbol in frame.Symbols.Where(other.Has).ToList())
        {
            Value here = frame[symbol];
            Value there = Frame.Moved(other[symbol], other, frame);
            frame[symbol] = here is FunctionValue && here.Equals(there) ? here : Choose(condition, here, there, symbol.Name, at);
        }
    }

    /// <summary>Puts one round of a loop before what follows it.</summary>
    private Continuation? Loop(
        ILoopOperation loop,
        IOperation? condition,
        IEnumerable<IOperation> bottom,
        int trips,
        Frame frame,
        Continuation? rest)
    {
        if (trips == 0 && loop is IForLoopOperation { Before: var before })
        {
            foreach (IOperation statement in before)
            {
                Step(statement, frame);
            }
        }

        Value holds = condition is null ? Node(graph.Literal(true)) : Evaluate(condition, frame);
        if (holds is not NodeValue value)
        {
            return null;
        }

        bool? goesOn = HostTypes.TryTruth(graph[value.Id]);
        if (goesOn is null || (goesOn.Value && trips >= MostTrips))
        {
            string reason = goesOn is null ? "it depends on what is not constant" : TripsOf(loop, condition, bottom, trips, frame);
            sink.Report(Descriptors.TripCount, (condition ?? loop).Syntax.GetLocation(), MostTrips, reason);
            return null;
        }

        return goesOn == false
            ? rest
            : new Continuation(loop.Body, Continuation.Before(bottom, new Continuation(loop, rest, trips + 1)));
    }

    /// <summary>How often a loop's condition holds that holds too often: counted on without its body, as far as that goes.</summary>
    private string TripsOf(ILoopOperation loop, IOperation? condition, IEnumerable<IOperation> bottom, int trips, Frame frame)
    {
        bool isCounted = condition is not null && loop is IForLoopOperation;
        while (isCounted && trips < MostTripsCounted)
        {
            trips++;
            foreach (IOperation statement in bottom)
            {
                Step(statement, frame);
            }

            if (Evaluate(condition!, frame) is not NodeValue holds || HostTypes.TryTruth(graph[holds.Id]) is not bool goesOn)
            {
                break;
            }

            if (!goesOn)
            {
                return FormattableString.Invariant($"it holds {trips} times");
            }
        }

        return FormattableString.Invariant($"it holds {trips} times and more");
    }

    private static string Describe(IOperation operation) => operation.Kind switch
    {
        OperationKind.Throw => "throw",
        OperationKind.Try => "try",
        OperationKind.Using or OperationKind.UsingDeclaration => "using",
        OperationKind.Lock => "lock",
        OperationKind.Switch => "a switch statement",
        OperationKind.Branch => "break, continue or goto",
        OperationKind.Loop => "this kind of loop",
        OperationKind.ObjectCreation => "new",
        OperationKind.ArrayCreation or OperationKind.CollectionExpression => "an array",
        OperationKind.Await => "await",
        OperationKind.Return => "a return without a value",
        _ => $"“{operation.Syntax}”",
    };
}
