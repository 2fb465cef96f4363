using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Numerics.Generators.Ir;

namespace Numerics.Generators.Parse;

/// <content>Lines that are written number by number.</content>
internal sealed partial class BodyInterpreter
{
    /// <summary>Vec.Of(a, b, …) and Vec.Generate(count, i => …).</summary>
    private Value List(IInvocationOperation invocation, Frame frame) => invocation.TargetMethod.Name == "Of"
        ? ListOf(invocation, frame)
        : Generate(invocation, frame);

    private Value ListOf(IInvocationOperation invocation, Frame frame)
    {
        IOperation numbers = invocation.Arguments[0].Value;
        while (numbers is IConversionOperation conversion)
        {
            numbers = conversion.Operand;
        }

        IEnumerable<IOperation>? elements = numbers switch
        {
            ICollectionExpressionOperation collection => collection.Elements,
            IArrayCreationOperation { Initializer: { } initializer } => initializer.ElementValues,
            _ => null,
        };
        return elements is null
            ? Unsupported(invocation, "Vec.Of of an array", "write the numbers as arguments, or use Vec.Generate")
            : Listed(elements.Select(e => Evaluate(e, frame)).ToList());
    }

    private Value Generate(IInvocationOperation invocation, Frame frame)
    {
        if (TryArguments(invocation, frame) is not { } arguments || arguments[0] is not NodeValue count || arguments[1] == Value.Error)
        {
            return Value.Error;
        }

        if (HostTypes.TryInteger(graph[count.Id]) is not (>= 0 and <= MostTrips and long known))
        {
            return Unsupported(invocation, $"this count of “{invocation.Syntax}”", $"it is a constant of at most {MostTrips}");
        }

        Location at = invocation.Syntax.GetLocation();
        List<Value> elements = [];
        for (int i = 0; i < known; i++)
        {
            elements.Add(Apply(arguments[1], [Node(graph.Literal(i))], at));
        }

        return Listed(elements);
    }

    private Value Listed(List<Value> elements)
    {
        int[] numbers = elements.OfType<NodeValue>().Select(e => Kernel(e.Id)).ToArray();
        return numbers.Length == elements.Count && numbers.All(n => graph[n].Kind == Kind.Scalar)
            ? Node(graph.Add(Op.Listed, Kind.Vec, numbers))
            : Value.Error;
    }

    /// <summary>A line that is made of listed numbers as the list of its own elements; any other value as it is.</summary>
    public int AsList(int id)
    {
        if (LengthOfList(id) is not int length)
        {
            return id;
        }

        int[] elements = Enumerable.Range(0, length).Select(i => ElementAt(id, [Integer(graph.Literal(i))])).ToArray();
        return graph.Add(Op.Listed, Kind.Vec, elements);
    }

    private int? LengthOfList(int id)
    {
        Node node = graph[id];
        return node.Op == Op.Listed ? node.Operands.Count
            : node.Op.IsArithmetic() && node.Kind == Kind.Vec
                ? node.Operands.Select(LengthOfList).FirstOrDefault(l => l is not null)
            : null;
    }
}
