using Numerics.Runtime;

namespace Numerics.Optimizers;

/// <summary>Checks what an optimizer is made of and puts it together.</summary>
internal static class OptimizerBuilder
{
    public static OptimizerEngine Build(
        UpdateRule rule, (TensorList Parameters, RuleOptions Options)[] parts, TensorList all)
    {
        var layout = new RuleLayout(rule);
        OptimizerGroup[] groups = [.. parts.Select((p, i) => new OptimizerGroup(
            i, layout, p.Options ?? throw Refusal($"Group {i} has no options.", "options")))];
        (TensorMemory Memory, OptimizerGroup Group)[] members =
            [.. parts.SelectMany((p, i) => p.Parameters.Select(t => (t, groups[i])))];
        Type elements = CheckMembers(members);
        int[] places = all.IsNull ? [.. Enumerable.Range(0, members.Length)] : FindPlaces(members, all);
        var tensors = new OptimizerTensor[members.Length];
        var list = new TensorMemory[members.Length];
        for (int i = 0; i < members.Length; i++)
        {
            list[places[i]] = members[i].Memory;
            tensors[places[i]] = new OptimizerTensor(places[i], i, members[i].Group, members[i].Memory, layout);
        }

        return elements == typeof(float)
            ? new OptimizerEngine<float>(layout, groups, tensors, list)
            : new OptimizerEngine<double>(layout, groups, tensors, list);
    }

    private static ArgumentException Refusal(string message, string argument = "parameters") => new(message, argument);

    private static Type CheckMembers((TensorMemory Memory, OptimizerGroup Group)[] members)
    {
        Type elements = members.Length == 0
            ? throw Refusal("There are no parameters.")
            : members[0].Memory.ElementType ?? typeof(float);
        for (int i = 0; i < members.Length; i++)
        {
            TensorMemory memory = members[i].Memory;
            string? fault = memory.IsNull ? "is null"
                : memory.IsReadOnly ? "is read-only memory"
                : memory.ElementType != elements ? $"holds {memory.ElementType!.Name} elements, the first {elements.Name}"
                : null;
            if (fault is not null)
            {
                throw Refusal($"Parameter {i} (group {members[i].Group.Index}) {fault}.");
            }
        }

        return elements;
    }

    /// <summary>Where each member of a group stands in the list of all parameters. Empty tensors may be the same
    /// array; they stand in the order in which they come.</summary>
    private static int[] FindPlaces((TensorMemory Memory, OptimizerGroup Group)[] members, TensorList all)
    {
        Dictionary<TensorMemory, Queue<int>> places = PlacesOf(all);
        var found = new int[members.Length];
        for (int i = 0; i < members.Length; i++)
        {
            if (!places.TryGetValue(members[i].Memory, out Queue<int>? free))
            {
                throw Refusal($"Tensor {i} of the groups (in group {members[i].Group.Index}) is not among the parameters.");
            }

            found[i] = free.TryDequeue(out int place) ? place : throw InTwoGroups(members, found, i);
        }

        int missing = Enumerable.Range(0, all.Count).Except(found).DefaultIfEmpty(-1).First();
        return missing < 0 ? found : throw Refusal($"Parameter {missing} is in no group.");
    }

    private static Dictionary<TensorMemory, Queue<int>> PlacesOf(TensorList all)
    {
        var places = new Dictionary<TensorMemory, Queue<int>>();
        for (int i = 0; i < all.Count; i++)
        {
            if (places.TryAdd(all[i], new Queue<int>([i])))
            {
                continue;
            }

            Queue<int> same = places[all[i]];
            if (all[i].Length > 0)
            {
                throw Refusal($"Tensors {same.Peek()} and {i} are the same memory.");
            }

            same.Enqueue(i);
        }

        return places;
    }

    private static ArgumentException InTwoGroups(
        (TensorMemory Memory, OptimizerGroup Group)[] members, int[] places, int member)
    {
        int other = Array.FindIndex(members, m => m.Memory == members[member].Memory);
        return Refusal($"Parameter {places[other]} is in groups {members[other].Group.Index} and {members[member].Group.Index};"
            + " it may be in one.");
    }
}
