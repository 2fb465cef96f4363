using System.Globalization;

namespace Numerics.Plans;

/// <summary>Gathers a program from the lines of its text.</summary>
internal sealed class ProgramReader(string[] lines)
{
    private static readonly string[] PairKinds = ["squared", "distance", "inner"];

    private int _next;
    private int _passes;
    private int _loops;

    public string Rule { get; private set; } = "";

    public ulong Hash { get; private set; }

    public int Variant { get; private set; }

    public int Constants { get; private set; }

    public int Slots { get; private set; }

    public int Reductions { get; private set; }

    public List<bool> Axes { get; } = [];

    public List<ProgramArray> Arrays { get; } = [];

    public List<ProgramArray> Temporaries { get; } = [];

    public List<PlanHost> Host { get; } = [];

    public List<ProgramSlot> Scalars { get; } = [];

    public List<ProgramSlot> Results { get; } = [];

    /// <summary>The header, then all items.</summary>
    public IReadOnlyList<ProgramItem> Read()
    {
        string[] first = Fields();
        if (first[0] != "plan" || first.ElementAtOrDefault(1) != "2")
        {
            throw new FormatException($"“{string.Join(' ', first)}” does not begin a program; this library reads plan format 2.");
        }

        _next++;
        while (ReadHeader(Fields()))
        {
            _next++;
        }

        return ReadItems();
    }

    private string[] Fields() => _next < lines.Length
        ? lines[_next].Split(' ')
        : throw new FormatException("A program's text ends before its last “end”.");

    private bool ReadHeader(string[] f)
    {
        switch (f[0])
        {
            case "rule":
                Rule = f[1];
                return true;
            case "hash":
                Hash = ulong.Parse(f[1], NumberStyles.HexNumber, CultureInfo.InvariantCulture);
                return true;
            case "variant":
                Variant = Int(f[1]);
                return true;
            case "axis":
                Axes.Add(f.Length > 1);
                return true;
            case "array":
                Arrays.Add(ReadArray(f));
                return true;
            case "host":
                Host.Add(new PlanHost(f[1], f[2]));
                return true;
            case "scalar" or "integer":
                Scalars.Add(new ProgramSlot(f[1], Int(f[3]), f[0] == "integer"));
                return true;
            case "result":
                Results.Add(new ProgramSlot(f[1] == "-" ? null : f[1], Int(f[2]), f.Length > 3));
                return true;
            case "temp":
                Temporaries.Add(ReadTemporary(f));
                return true;
            case "constants":
                Constants = Int(f[1]);
                return true;
            case "slots":
                Slots = Int(f[1]);
                return true;
            case "reductions":
                Reductions = Int(f[1]);
                return true;
            default:
                return false;
        }
    }

    private static ProgramArray ReadArray(string[] f)
    {
        ArrayShape shape = Enum.Parse<ArrayShape>(f[3], ignoreCase: true);
        bool isMatrix = shape >= ArrayShape.Mat;
        return new ProgramArray(
            f[1],
            Enum.Parse<ArrayUse>(f[2], ignoreCase: true),
            shape,
            isMatrix ? Int(f[4]) : -1,
            Int(f[isMatrix ? 5 : 4]),
            f[^1] == "gradient");
    }

    /// <summary>Its axes, then the array whose memory it is.</summary>
    private ProgramArray ReadTemporary(string[] f)
    {
        bool isSparse = f.Contains("csr");
        int of = f.Contains("of") ? Int(f[^1]) : -1;
        int axes = f.Length - 1 - (isSparse || of >= 0 ? 2 : 0);
        return new ProgramArray(
            of >= 0 && of < Arrays.Count ? Arrays[of].Name
                : string.Create(CultureInfo.InvariantCulture, $"temp{Temporaries.Count}"),
            ArrayUse.ReadWrite,
            isSparse ? ArrayShape.Csr : axes > 1 ? ArrayShape.Mat : ArrayShape.Row,
            axes > 1 ? Int(f[1]) : -1,
            Int(f[axes]),
            false,
            of)
        {
            Entries = isSparse ? Int(f[^1]) : -1,
        };
    }

    /// <summary>The items up to the “end” that closes them.</summary>
    private List<ProgramItem> ReadItems()
    {
        List<ProgramItem> items = [];
        for (string[] f = Fields(); f[0] != "end"; f = Fields())
        {
            _next++;
            items.Add(ReadItem(f));
        }

        _next++;
        return items;
    }

    private ProgramItem ReadItem(string[] f)
    {
        switch (f[0])
        {
            case "stage":
                return new ProgramStage(Int(f[1]));
            case "pass" when f[1] == "line":
                return ReadLine(Int(f[2]));
            case "pass":
                return ReadRows(Int(f[2]), Int(f[3]));
            case "product":
                return new ProgramProduct(Int(f[1]), Int(f[2]), Int(f[3]), f.Contains("left"), f.Contains("right"));
            case "fetch":
                return new ProgramFetch(Int(f[1]), Int(f[2]), f.Length > 4 ? Int(f[3]) : -1, Int(f[^1]));
            case "sumbykey":
                return new ProgramSumByKey(Int(f[1]), Int(f[2]), Int(f[3]));
            case "inside":
                return new ProgramInside(Int(f[1]), Int(f[2]));
            case "spmv":
                return new ProgramSparseProduct(Int(f[1]), Int(f[2]), Int(f[3]), false);
            case "spvm":
                return new ProgramSparseProduct(Int(f[2]), Int(f[1]), Int(f[3]), true);
            case "starts":
                return new ProgramStarts(Int(f[1]), Int(f[2]));
            case "rowdot":
                return new ProgramRowDot(Int(f[1]), Int(f[2]), Int(f[3]), Int(f[4]));
            case "addrow":
                return new ProgramAddRow(Int(f[1]), Int(f[2]), Int(f[3]), Int(f[4]));
            case "repeat" or "fixed":
                int number = _loops++;
                int until = f[0] == "fixed" ? Int(f[3]) : -1;
                return new ProgramLoop(number, Int(f[1]), Int(f[2]), until, f[^1] == "inline", ReadItems());
            default:
                throw new FormatException($"A program has no item of the form “{string.Join(' ', f)}”.");
        }
    }

    private ProgramLine ReadLine(int axis)
    {
        int number = _passes++;
        (List<PlanNode> nodes, List<PlanStore> stores) = ([], []);
        List<PlanReduction> reductions = [];
        for (string[] f = Fields(); f[0] != "end"; f = Fields())
        {
            _next++;
            if (f[0] == "reduce")
            {
                (ReductionKind kind, int a, int b, int rest) = ReadReduction(f);
                reductions.Add(new PlanReduction(kind, Int(f[rest]), a, b, Int(f[rest + 1]), false));
            }
            else
            {
                ReadNodeOrStore(f, nodes, stores);
            }
        }

        _next++;
        return new ProgramLine(number, axis, new PlanPass(reductions.Count > 0, nodes, stores, reductions));
    }

    private ProgramRows ReadRows(int outer, int inner)
    {
        int number = _passes++;
        List<PlanPass> rows = [];
        List<ProgramCells> cells = [];
        int values = 0;
        for (string[] head = Fields(); head[0] != "end"; head = Fields())
        {
            _next++;
            (List<PlanNode> nodes, List<PlanStore> stores, List<CellReduction> reductions) = ([], [], []);
            List<CellCompaction> compactions = [];
            bool isRow = head is ["row"];
            if (!isRow && head is not ["cell"])
            {
                throw new FormatException($"“{string.Join(' ', head)}” stands in no section of a pass over rows.");
            }

            for (string[] f = Fields(); f is not (["row"] or ["cell"] or ["end"]); f = Fields())
            {
                _next++;
                if (f[0] is "fold" or "column" or "total")
                {
                    reductions.Add(ReadCellReduction(f, ref values));
                }
                else if (f[0] == "compact")
                {
                    compactions.Add(new CellCompaction(Int(f[1]), Int(f[2]), Int(f[3])));
                }
                else
                {
                    ReadNodeOrStore(f, nodes, stores);
                }
            }

            if (isRow)
            {
                values += nodes.Count;
                rows.Add(new PlanPass(false, nodes, stores, []));
            }
            else
            {
                cells.Add(new ProgramCells(nodes, stores, reductions) { Compactions = compactions });
            }
        }

        _next++;
        return new ProgramRows(number, outer, inner, rows, cells);
    }

    private static CellReduction ReadCellReduction(string[] f, ref int values)
    {
        (ReductionKind kind, int a, int b, int rest) = ReadReduction(f);
        CellScope scope = Enum.Parse<CellScope>(f[0], ignoreCase: true);
        return scope == CellScope.Fold
            ? new CellReduction(scope, kind, a, b, -1, values++)
            : new CellReduction(scope, kind, a, b, Int(f[rest]), Int(f[rest + 1]));
    }

    private static (ReductionKind Kind, int A, int B, int Next) ReadReduction(string[] f)
    {
        ReductionKind kind = Enum.Parse<ReductionKind>(f[1], ignoreCase: true);
        bool isDot = kind == ReductionKind.Dot;
        return (kind, Int(f[2]), isDot ? Int(f[3]) : -1, isDot ? 4 : 3);
    }

    private static void ReadNodeOrStore(string[] f, List<PlanNode> nodes, List<PlanStore> stores)
    {
        if (f[0] == "store")
        {
            stores.Add(new PlanStore(Int(f[1]), Int(f[2]), nodes.Count));
            return;
        }

        if (!Enum.TryParse(f[0], ignoreCase: true, out PlanOperation operation))
        {
            throw new FormatException($"A program has no line of the form “{string.Join(' ', f)}”.");
        }

        nodes.Add(operation == PlanOperation.Points
            ? new PlanNode(operation, Int(f[2]), Int(f[3]), Array.IndexOf(PairKinds, f[1]))
            : new PlanNode(operation, Operand(f, 1), Operand(f, 2), Operand(f, 3)));
    }

    private static int Operand(string[] f, int index) => index < f.Length ? Int(f[index]) : -1;

    private static int Int(string field) => int.Parse(field, CultureInfo.InvariantCulture);
}
