using Numerics.Generators.Ir;

namespace Numerics.Generators.Passes.Programs;

/// <summary>One step: a node that is the result of one, or a value stored to an array.</summary>
internal sealed class Step(int node, int array, Need need)
{
    public int Node { get; } = node;

    /// <summary>Where the value is stored; −1 for a step that is not a store.</summary>
    public int Array { get; set; } = array;

    public Need Need { get; } = need;

    public bool IsDone { get; set; }

    public int Phase { get; set; }

    /// <summary>The array that is copied, instead of a value that is computed; −1 for none.</summary>
    public int Copied { get; init; } = -1;

    public List<Step> After { get; init; } = [];

    /// <summary>The node whose value is the array when it is stored; −1 for a store that no node stands for.</summary>
    public int Result { get; init; } = -1;

    /// <summary>Whether random numbers are drawn to the array.</summary>
    public bool IsDrawn => Result == Node;

    /// <summary>Whether it looks at the place of the node.</summary>
    public bool IsCheck { get; init; }

    public bool IsStepOf(int id) => !IsCheck && (Array < 0 ? Node == id : Result == id);

    /// <summary>Whether a sparse row is added to the array.</summary>
    public bool IsAdded { get; init; }

    public bool IsOverElements(Graph graph) => !IsAdded && (Array >= 0 || graph[Node].Op.IsReduction());
}
