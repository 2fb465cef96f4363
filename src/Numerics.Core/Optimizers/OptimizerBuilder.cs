using Numerics.Runtime;

namespace Numerics.Optimizers;

/// <summary>Checks what an optimizer is made of and puts it together.</summary>
internal static class OptimizerBuilder
{
    public static OptimizerEngine Build(UpdateRule rule, (TensorList Parameters, RuleOptions Options)[] parts, TensorList all)
    {
        var layout = new RuleLayout(rule);
        OptimizerGroup[] groups = [.. parts.Select((p, i) => new OptimizerGroup(i, layout, p.Options ?? throw Refusal($"Group {i} has no options.", "options")))];
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

    /// <summary>Where each member of a group stands in the list of all parameters.</summary>
    private static int[] FindPlaces((TensorMemory Memory, OptimizerGroup Group)[] members, TensorList all)
    {
        var places = new Dictionary<TensorMemory, int>();
        for (int i = 0; i < all.Count; i++)
        {
            if (!places.TryAdd(all[i], i))
            {
                throw Refusal($"Tensors {places[all[i]]} and {i} are the same memory.");
            }
        }

        int[] found = [.. members.Select((m, i) => places.TryGetValue(m.Memory, out int place) ? place : throw Refusal(
            $"Tensor {i} of the groups (in group {m.Group.Index}) is not among the parameters."))];
        RefuseOverlap(members, found);
        int missing = Enumerable.Range(0, all.Count).Except(found).DefaultIfEmpty(-1).First();
        return missing < 0 ? found : throw Refusal($"Parameter {missing} is in no group.");
    }

    private static void RefuseOverlap((TensorMemory Memory, OptimizerGroup Group)[] members, int[] places)
    {
        var groups = new Dictionary<int, int>();
        for (int i = 0; i < places.Length; i++)
        {
            if (!groups.TryAdd(places[i], members[i].Group.Index))
            {
                throw Refusal(
                    $"Parameter {places[i]} is in groups {groups[places[i]]} and {members[i].Group.Index}; it may be in one.");
            }
        }
    }
}
