using System.Globalization;

namespace Numerics.Plans;

/// <summary>Gathers a plan from the lines of its text.</summary>
internal sealed class PlanReader
{
    private bool _isFold;
    private List<PlanNode> _nodes = [];
    private List<PlanStore> _stores = [];
    private List<PlanReduction> _reductions = [];

    public string Rule { get; private set; } = "";

    public ulong Hash { get; private set; }

    public int Variant { get; private set; }

    public int Constants { get; private set; }

    public int Slots { get; private set; }

    public List<PlanArray> Arrays { get; } = [];

    public List<PlanHost> Host { get; } = [];

    public List<PlanSlot> Scalars { get; } = [];

    public List<PlanSlot> Results { get; } = [];

    public List<PlanPass> Passes { get; } = [];

    public void Read(string line)
    {
        string[] f = line.Split(' ');
        switch (f[0])
        {
            case "plan" when f[1] != "1":
                throw new FormatException($"Plan format {f[1]} is not known; this library reads format 1.");
            case "plan":
                break;
            case "rule":
                Rule = f[1];
                break;
            case "hash":
                Hash = ulong.Parse(f[1], NumberStyles.HexNumber, CultureInfo.InvariantCulture);
                break;
            case "variant":
                Variant = Int(f[1]);
                break;
            case "array":
                Arrays.Add(new PlanArray(f[1], Enum.Parse<ArrayUse>(f[2], ignoreCase: true), f.Length > 3 && f[3] == "gradient"));
                break;
            case "host":
                Host.Add(new PlanHost(f[1], f[2]));
                break;
            case "scalar":
                Scalars.Add(new PlanSlot(f[1], Int(f[3])));
                break;
            case "result":
                Results.Add(new PlanSlot(f[1] == "-" ? null : f[1], Int(f[2])));
                break;
            case "constants":
                Constants = Int(f[1]);
                break;
            case "slots":
                Slots = Int(f[1]);
                break;
            case "pass":
                (_isFold, _nodes, _stores, _reductions) = (f[1] == "fold", [], [], []);
                break;
            case "store":
                _stores.Add(new PlanStore(Int(f[1]), Int(f[2]), _nodes.Count, f.Length > 3));
                break;
            case "reduce":
                ReadReduction(f);
                break;
            case "end":
                Passes.Add(new PlanPass(_isFold, _nodes, _stores, _reductions));
                break;
            default:
                ReadNode(line, f);
                break;
        }
    }

    private void ReadReduction(string[] f)
    {
        ReductionKind kind = Enum.Parse<ReductionKind>(f[1], ignoreCase: true);
        int second = kind == ReductionKind.Dot ? Int(f[3]) : -1;
        int rest = kind == ReductionKind.Dot ? 4 : 3;
        _reductions.Add(new PlanReduction(kind, Int(f[rest]), Int(f[2]), second, Int(f[rest + 1]), f[rest + 2] == "global"));
    }

    private void ReadNode(string line, string[] f)
    {
        if (!Enum.TryParse(f[0], ignoreCase: true, out PlanOperation operation))
        {
            throw new FormatException($"A plan has no line of the form “{line}”.");
        }

        _nodes.Add(new PlanNode(operation, Operand(f, 1), Operand(f, 2), Operand(f, 3)));
    }

    private static int Operand(string[] f, int index) => index < f.Length ? Int(f[index]) : -1;

    private static int Int(string field) => int.Parse(field, CultureInfo.InvariantCulture);
}
