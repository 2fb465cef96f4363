using Numerics.Runtime;

namespace Numerics.Optimizers;

/// <summary>Checks what an optimizer is made of and puts it together.</summary>
internal static class OptimizerBuilder
{
    /// <summary>An optimizer of tensors in the computer's own memory.</summary>
    public static HostEngine Build(
        Rule rule, (TensorList Parameters, RuleOptions Options)[] parts, TensorList all)
    {
        TensorMemory[] members = [.. parts.SelectMany(p => p.Parameters)];
        Type? elements = members.Length == 0 ? null : members[0].ElementType ?? typeof(float);
        OptimizerParts made = Arrange(
            rule,
            [.. parts.Select(p => (p.Parameters.Select(t => Describe(t, elements)).ToArray(), p.Options))],
            all.IsNull ? null : [.. all.Select(t => Describe(t, null))]);
        TensorMemory[] list = Array.ConvertAll(made.Tensors, t => members[t.FileIndex]);
        return elements == typeof(float) ? new HostEngine<float>(made, list) : new HostEngine<double>(made, list);
    }

    /// <summary>Checks the groups' tensors and options, and puts the tensors in order.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="parts">The groups.</param>
    /// <param name="all">All tensors in the order of gradients; null for the order of the groups.</param>
    /// <exception cref="ArgumentException">There is no tensor, one is faulty, or is in two groups or in none, or a group has no
    /// options.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A hyperparameter is outside its range or NaN.</exception>
    public static OptimizerParts Arrange(
        Rule rule, (ParameterShape[] Parameters, RuleOptions Options)[] parts, ParameterShape[]? all)
    {
        var layout = new RuleLayout(rule);
        OptimizerGroup[] groups = [.. parts.Select((p, i) => new OptimizerGroup(
            i, layout, p.Options ?? throw Refusal($"Group {i} has no options.", "options")))];
        (ParameterShape Shape, OptimizerGroup Group)[] members =
            [.. parts.SelectMany((p, i) => p.Parameters.Select(t => (t, groups[i])))];
        CheckMembers(members);
        int[] places = all is null ? [.. Enumerable.Range(0, members.Length)] : FindPlaces(members, all);
        var tensors = new OptimizerTensor[members.Length];
        for (int i = 0; i < members.Length; i++)
        {
            tensors[places[i]] = new OptimizerTensor(places[i], i, members[i].Group, members[i].Shape, layout);
        }

        return new OptimizerParts(layout, groups, tensors);
    }

    private static ArgumentException Refusal(string message, string argument = "parameters") => new(message, argument);

    private static ParameterShape Describe(TensorMemory memory, Type? elements)
    {
        string? fault = memory.IsNull ? "is null"
            : memory.IsReadOnly ? "is read-only memory"
            : elements is not null && memory.ElementType != elements
                ? $"holds {memory.ElementType!.Name} elements, the first {elements.Name}"
            : null;
        return new ParameterShape(memory, memory.Length, memory.Shape, fault);
    }

    private static void CheckMembers((ParameterShape Shape, OptimizerGroup Group)[] members)
    {
        if (members.Length == 0)
        {
            throw Refusal("There are no parameters.");
        }

        for (int i = 0; i < members.Length; i++)
        {
            if (members[i].Shape.Fault is string fault)
            {
                throw Refusal($"Parameter {i} (group {members[i].Group.Index}) {fault}.");
            }
        }
    }

    /// <summary>Where each member of a group stands in the list of all parameters. Empty tensors may be the same
    /// array; they stand in the order in which they come.</summary>
    private static int[] FindPlaces((ParameterShape Shape, OptimizerGroup Group)[] members, ParameterShape[] all)
    {
        Dictionary<object, Queue<int>> places = PlacesOf(all);
        var found = new int[members.Length];
        for (int i = 0; i < members.Length; i++)
        {
            if (!places.TryGetValue(members[i].Shape.Memory, out Queue<int>? free))
            {
                throw Refusal($"Tensor {i} of the groups (in group {members[i].Group.Index}) is not among the parameters.");
            }

            found[i] = free.TryDequeue(out int place) ? place : throw InTwoGroups(members, found, i);
        }

        int missing = Enumerable.Range(0, all.Length).Except(found).DefaultIfEmpty(-1).First();
        return missing < 0 ? found : throw Refusal($"Parameter {missing} is in no group.");
    }

    private static Dictionary<object, Queue<int>> PlacesOf(ParameterShape[] all)
    {
        var places = new Dictionary<object, Queue<int>>();
        for (int i = 0; i < all.Length; i++)
        {
            if (places.TryAdd(all[i].Memory, new Queue<int>([i])))
            {
                continue;
            }

            Queue<int> same = places[all[i].Memory];
            if (all[i].Length > 0)
            {
                throw Refusal($"Tensors {same.Peek()} and {i} are the same memory.");
            }

            same.Enqueue(i);
        }

        return places;
    }

    private static ArgumentException InTwoGroups(
        (ParameterShape Shape, OptimizerGroup Group)[] members, int[] places, int member)
    {
        int other = Array.FindIndex(members, m => m.Shape.Memory.Equals(members[member].Shape.Memory));
        return Refusal($"Parameter {places[other]} is in groups {members[other].Group.Index} and {members[member].Group.Index};"
            + " it may be in one.");
    }
}

/// <summary>A parameter as an optimizer is given it.</summary>
/// <param name="Memory">What tells it from the others: equal for the same elements of the same memory.</param>
/// <param name="Length">Its number of elements.</param>
/// <param name="Lengths">The lengths of its axes, outermost first.</param>
/// <param name="Fault">What is wrong with it, as the end of a sentence; null if nothing is.</param>
internal sealed record ParameterShape(object Memory, nint Length, long[] Lengths, string? Fault);

/// <summary>What an optimizer is made of, wherever its tensors lie.</summary>
internal sealed record OptimizerParts(RuleLayout Layout, OptimizerGroup[] Groups, OptimizerTensor[] Tensors);
