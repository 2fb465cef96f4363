namespace Numerics.Generators.Ir;

/// <summary>One value of a rule: an operation over earlier nodes of its graph.</summary>
/// <param name="Op">What it computes.</param>
/// <param name="Kind">Where it lives.</param>
/// <param name="Operands">The operands' positions in the graph.</param>
/// <param name="Type">A host value's C# type, qualified; empty for kernel values.</param>
/// <param name="Text">A host operator, the qualified target of a host call or member, or a literal's text.</param>
/// <param name="Index">A parameter's position among the rule's parameters; 1 for a reduction over all tensors; a loop's number.</param>
internal sealed record Node(
    Op Op,
    Kind Kind,
    EquatableArray<int> Operands,
    string Type = "",
    string Text = "",
    int Index = 0)
{
    public int A => Operands[0];

    public int B => Operands[1];

    public int C => Operands[2];

    public override string ToString() => $"{Op} {Kind} ({string.Join(", ", Operands)}) {Type} {Text} {Index}";

    public bool IsGlobal => Op.IsReduction() && Index == 1;
}
