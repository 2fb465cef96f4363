using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Numerics.Generators.Diagnostics;
using Numerics.Generators.Ir;
using Numerics.Generators.Passes.Programs;

namespace Numerics.Generators.Parse;

/// <content>Loops inside the kernel: the body runs once on symbols of what a round starts from.</content>
internal sealed partial class BodyInterpreter
{
    private int _loops;
    private int _states;

    /// <summary>Takes numbers for the loops, states and compactions of a shipped body.</summary>
    public (int Loops, int States, int Compactions) Reserve(IReadOnlyList<Node> body)
    {
        (int, int, int) first = (_loops, _states, _compactions);
        _loops += body.Count(n => n.Op == Op.Loop);
        _states += body.Where(n => n.Op == Op.Loop).Sum(n => (n.Operands.Count - 1) / 2);
        _compactions += body.Count(n => n.Op == Op.Starts);
        return first;
    }

    /// <summary>Repeat(count, state, body) and FixedPoint(start, map[, until], limit).</summary>
    private Value Loop(IMethodSymbol method, IReadOnlyList<Value> a, Location? at)
    {
        if (a.Any(v => v == Value.Error))
        {
            return Value.Error;
        }

        if (!method.TypeArguments.All(KeepsState))
        {
            sink.Report(
                Descriptors.Unsupported, at, $"a loop whose state is {method.TypeArguments[0].ToDisplayString()}",
                "a state is a Vec, Row, Col, Mat, Scalar or Integer, or a tuple of them: write (Scalar)0, (Integer)0");
            return Value.Error;
        }

        bool isRepeat = method.Name == "Repeat";
        Value start = KernelValue(a[isRepeat ? 1 : 0]);
        (int loop, int first) = (_loops++, _states);
        Value state = NewState(start);
        int count = Integer(Id(a[isRepeat ? 0 : a.Count - 1]));
        int index = graph.Add(new Node(Op.LoopIndex, Kind.Integer, EquatableArray<int>.Empty, Index: loop));
        Value after = Apply(a[isRepeat ? 2 : 1], isRepeat ? [state, Node(index)] : [state], at);
        List<int> next = Flatten(KernelValue(after));
        List<int> before = Flatten(state);
        if (next.Count != before.Count || !before.Zip(next, (b, n) => graph[b].Kind == graph[n].Kind).All(same => same))
        {
            return Value.Error;
        }

        List<int> operands = [count, .. Flatten(start), .. next];
        if (!isRepeat)
        {
            Value until = a.Count == 4 ? Apply(a[2], [state, after], at) : Unchanged(before, next);
            if (until is not NodeValue { Id: int stop } || graph[stop].Kind != Kind.ScalarMask)
            {
                return Value.Error;
            }

            operands.Add(stop);
        }

        int done = graph.Add(new Node(
            Op.Loop, Kind.Scalar, operands.ToArray(), Text: isRepeat ? "repeat" : "fixed", Index: LoopParts.IndexOf(first, loop)));
        int position = 0;
        Value value = Result(state, done, ref position);
        return isRepeat ? value
            : new TupleValue([value, Node(graph.Add(new Node(Op.LoopResult, Kind.Integer, new[] { done }, Index: -1)))]);
    }

    /// <summary>OrElse(holds, value, other): a loop that has a round if the mask fails anywhere.</summary>
    private Value OrElse(IReadOnlyList<Value> a, Location? at)
    {
        if (a[0] is not NodeValue { Id: int holds } || a[1] is not NodeValue { Id: int value })
        {
            return Value.Error;
        }

        int missing = Id(CountTrue(Scope.All, Id(Arithmetic(Op.Not, holds))));
        int count = graph.Add(Op.ToInteger, Kind.Integer, Id(Arithmetic(Op.Min, missing, Constant(1))));
        (int loop, int first) = (_loops++, _states);
        int state = Id(NewState(Node(value)));
        if (Apply(a[2], [], at) is not NodeValue { Id: int other } || graph[other].Kind != graph[value].Kind)
        {
            return Value.Error;
        }

        int[] operands = [count, value, Id(Arithmetic(Op.Select, holds, state, other))];
        int done = graph.Add(new Node(
            Op.Loop, Kind.Scalar, operands, Text: LoopParts.OrElse, Index: LoopParts.IndexOf(first, loop)));
        int position = 0;
        return Result(Node(state), done, ref position);
    }

    /// <summary>Whether values of a type are kept from round to round.</summary>
    private static bool KeepsState(ITypeSymbol type) => type is INamedTypeSymbol { IsTupleType: true } tuple
        ? tuple.TupleElements.All(e => KeepsState(e.Type))
        : KnownTypes.KernelKind(type) is Kind kind && (kind.IsNumbers() || kind is Kind.Scalar or Kind.Integer)
            || type.TypeKind is TypeKind.Error or TypeKind.TypeParameter;

    /// <summary>Host numbers as the kernel sees them, also in tuples.</summary>
    private Value KernelValue(Value value) => value switch
    {
        NodeValue node => Node(Kernel(node.Id)),
        TupleValue tuple => new TupleValue(tuple.Items.Select(KernelValue).ToImmutableArray()),
        _ => value,
    };

    private Value NewState(Value start)
    {
        if (start is TupleValue tuple)
        {
            return new TupleValue(tuple.Items.Select(NewState).ToImmutableArray());
        }

        if (start is not NodeValue node)
        {
            return Value.Error;
        }

        int state = graph.Add(new Node(Op.LoopState, graph[node.Id].Kind, EquatableArray<int>.Empty, Index: _states++));
        _likes[state] = node.Id;
        return Node(state);
    }

    private Value Result(Value state, int loop, ref int position)
    {
        if (state is TupleValue tuple)
        {
            var items = new Value[tuple.Items.Length];
            for (int i = 0; i < items.Length; i++)
            {
                items[i] = Result(tuple.Items[i], loop, ref position);
            }

            return new TupleValue([.. items]);
        }

        int id = Id(state);
        int result = graph.Add(new Node(Op.LoopResult, graph[id].Kind, new[] { loop }, Index: position++));
        _likes[result] = _likes[id];
        return Node(result);
    }

    private static List<int> Flatten(Value value) => value switch
    {
        NodeValue node => [node.Id],
        TupleValue tuple => tuple.Items.SelectMany(Flatten).ToList(),
        _ => [],
    };

    /// <summary>Whether a round has changed nothing.</summary>
    private Value Unchanged(List<int> before, List<int> after)
    {
        Value? all = null;
        for (int i = 0; i < before.Count; i++)
        {
            Value same = graph[before[i]].Kind.IsElement()
                ? Arithmetic(Op.Eq, Id(CountTrue(Scope.All, Id(Arithmetic(Op.Ne, before[i], after[i])))), Constant(0))
                : Comparison(Op.Eq, before[i], after[i]);
            all = all is null ? same : Arithmetic(Op.And, Id(all), Id(same));
        }

        return all ?? Value.Error;
    }

    /// <summary>The k-th greatest element: between two numbers, halved until no element is between them, elements are counted.</summary>
    /// <remarks>low ≤ the k-th greatest &lt; high holds throughout: k elements at least are ≥ low, fewer are ≥ high. It ends where just k
    /// are, or a middle is one of the ends; what is found is the least element ≥ low, which is the k-th either way.</remarks>
    private Value KthLargest(int x, int k)
    {
        int wanted = graph.FromHost(Rank(k, Count(Scope.All, x)));
        int greatest = Id(Reduce(Scope.All, Op.ReduceMax, x));
        int start = Id(Arithmetic(Op.Max, Id(Reduce(Scope.All, Op.ReduceMin, x)), Constant(-double.MaxValue)));
        int end = Id(Arithmetic(Op.Min, greatest, Constant(double.MaxValue)));
        int atGreatest = Id(CountTrue(Scope.All, Id(Arithmetic(Op.Le, greatest, x))));
        (int loop, int first) = (_loops++, _states);
        int low = NewScalarState();
        int high = NewScalarState();
        int middle = Id(Arithmetic(
            Op.Add, Id(Arithmetic(Op.Mul, low, Constant(0.5))), Id(Arithmetic(Op.Mul, high, Constant(0.5)))));
        int counted = Id(CountTrue(Scope.All, Id(Arithmetic(Op.Le, middle, x))));
        int enough = Id(Arithmetic(Op.Le, wanted, counted));
        int nextLow = Id(Arithmetic(Op.Select, enough, middle, low));
        int nextHigh = Id(Arithmetic(Op.Select, enough, high, middle));
        int moves = Id(Arithmetic(Op.Or, Id(Arithmetic(Op.Lt, low, nextLow)), Id(Arithmetic(Op.Lt, nextHigh, high))));
        int stop = Id(Arithmetic(Op.Or, Id(Arithmetic(Op.Not, moves)), Id(Arithmetic(Op.Eq, wanted, counted))));
        int limit = graph.Add(Op.FromHost, Kind.Integer, graph.Literal(MostHalvings));
        int done = graph.Add(new Node(
            Op.Loop, Kind.Scalar, new[] { limit, start, end, nextLow, nextHigh, stop }, Text: "fixed", Index: LoopParts.IndexOf(first, loop)));
        int found = graph.Add(new Node(Op.LoopResult, Kind.Scalar, new[] { done }, Index: 0));
        int kth = Id(Reduce(
            Scope.All, Op.ReduceMin, Id(Arithmetic(Op.Select, Id(Arithmetic(Op.Lt, x, found)), Constant(double.PositiveInfinity), x))));
        return Arithmetic(Op.Select, Id(Arithmetic(Op.Le, wanted, atGreatest)), greatest, kth);
    }

    /// <summary>A k that is checked on the host, before anything is written.</summary>
    private int Rank(int k, int count) => graph.Add(new Node(
        Op.HostCall, Kind.Host, new[] { graph[k].A, graph[count].A }, HostTypes.Double, "global::Numerics.Runtime.Check.Rank"));

    /// <summary>More than the halvings of the widest interval of doubles.</summary>
    private const int MostHalvings = 2200;

    private int NewScalarState() =>
        graph.Add(new Node(Op.LoopState, Kind.Scalar, EquatableArray<int>.Empty, Index: _states++));
}
