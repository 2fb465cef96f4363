using Numerics.Generators.Ir;

namespace Numerics.Generators.Passes.Programs;

/// <summary>The parts of a loop node.</summary>
/// <param name="Count">How often it runs at most: an Integer.</param>
/// <param name="Starts">The states before the first round.</param>
/// <param name="Next">The states after a round.</param>
/// <param name="Until">The condition to stop after a round; null for a loop that counts.</param>
/// <param name="States">The nodes that stand for what a round starts from; null for one that no round looks at.</param>
/// <param name="Results">The nodes that stand for the last values; null for those that nobody asks for.</param>
/// <param name="Index">The node that stands for the number of the round; null where no round asks for it.</param>
/// <param name="Rounds">The node that stands for the number of rounds done; null where nobody asks for it.</param>
internal sealed record LoopParts(
    int Count,
    IReadOnlyList<int> Starts,
    IReadOnlyList<int> Next,
    int? Until,
    IReadOnlyList<int?> States,
    IReadOnlyList<int?> Results,
    int? Index,
    int? Rounds)
{
    /// <summary>The text of a loop that stands for an OrElse: one round, or none.</summary>
    public const string OrElse = "orelse";

    public static LoopParts Of(Graph graph, int loop)
    {
        Node node = graph[loop];
        bool isFixed = node.Text == "fixed";
        int states = (node.Operands.Count - 1 - (isFixed ? 1 : 0)) / 2;
        int first = FirstState(node);
        int? Node(Func<Node, bool> isIt)
        {
            int found = Enumerable.Range(0, graph.Nodes.Count).Where(i => isIt(graph[i])).DefaultIfEmpty(-1).First();
            return found < 0 ? null : found;
        }

        return new LoopParts(
            node.Operands[0],
            Enumerable.Range(0, states).Select(k => node.Operands[1 + k]).ToList(),
            Enumerable.Range(0, states).Select(k => node.Operands[1 + states + k]).ToList(),
            isFixed ? node.Operands[node.Operands.Count - 1] : null,
            Enumerable.Range(0, states).Select(k => Node(n => n.Op == Op.LoopState && n.Index == first + k)).ToList(),
            Enumerable.Range(0, states).Select(k => Node(n => n.Op == Op.LoopResult && n.A == loop && n.Index == k)).ToList(),
            Node(n => n.Op == Op.LoopIndex && n.Index == NumberOf(node)),
            Node(n => n.Op == Op.LoopResult && n.A == loop && n.Index == -1));
    }

    /// <summary>The number of a loop's first state among all states of the rule.</summary>
    public static int FirstState(Node loop) => loop.Index >> Shift;

    /// <summary>The loop's own number.</summary>
    public static int NumberOf(Node loop) => loop.Index & ((1 << Shift) - 1);

    public static int IndexOf(int firstState, int loop) => (firstState << Shift) | loop;

    private const int Shift = 12;
}
