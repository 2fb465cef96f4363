using Numerics.Generators.Ir;
using Numerics.Generators.Passes;

namespace Numerics.Generators.Emit.Device;

/// <summary>The kernels of one pass: its lane, the walk of a group of threads over a chunk, and the two ways to launch it.</summary>
internal sealed class DevicePassEmitter
{
    /// <summary>Functions that take many operations and registers.</summary>
    private static readonly HashSet<Op> Heavy =
        [Op.Exp, Op.Expm1, Op.Log, Op.Log1p, Op.Tanh, Op.Sigmoid, Op.Softplus, Op.Sin, Op.Cos, Op.Atan, Op.Pow, Op.Fma];

    /// <summary>What the type arguments of kernels are: vectors of 16 bytes, single elements, the element type.</summary>
    public static readonly string[] Constraints =
    [
        "V : unmanaged, Device::IDeviceLanes<V, T>", "S : unmanaged, Device::IDeviceLanes<S, T>", "T : unmanaged",
    ];

    /// <summary>The items of the longest tuple that holds no tuple itself.</summary>
    private const int LongestTuple = 7;

    private readonly VariantPlan _plan;
    private readonly int _number;
    private readonly PassPlan _pass;
    private readonly HashSet<int> _stageConstants;
    private readonly LaneEmitter _lane;
    private readonly Names _names = new("V", "S", "T", "block", "partials", "shared", "i", "j");
    private readonly SortedDictionary<int, string> _arrays = [];
    private readonly List<(int Slot, string Name)> _constants = [];
    private readonly Dictionary<int, string> _nodes = [];
    private readonly Dictionary<int, string> _accumulators = [];
    private readonly Dictionary<int, string> _outputs = [];
    private readonly string? _gradientScale;
    private readonly string _results;

    public DevicePassEmitter(VariantPlan plan, int number, HashSet<int> stageConstants)
    {
        (_plan, _number, _pass, _stageConstants) = (plan, number, plan.Passes[number], stageConstants);
        _lane = new LaneEmitter(plan, _pass);
        foreach (int array in _pass.Reads.Concat(_pass.Stores.Select(s => s.Array)).Distinct())
        {
            _arrays[array] = _names.Take(plan.Arrays[array].Name);
        }

        if (_pass.Reads.Any(a => plan.Arrays[a].IsGradient))
        {
            _gradientScale = _names.Take("gradientScale");
            _constants.Add((0, _gradientScale));
        }

        foreach (int input in _lane.Inputs.Where(n => _pass.Nodes[n].Op == LaneOp.Constant))
        {
            _nodes[input] = _names.Take(_lane.InputName(input).TrimStart('@'));
            _constants.Add((_pass.Nodes[input].A, _nodes[input]));
        }

        foreach (LaneReduction reduction in _pass.Reductions)
        {
            _accumulators[reduction.Index] = _names.Take(
                reduction.Op switch { Op.ReduceMin => "least", Op.ReduceMax => "greatest", _ => "sum" });
        }

        foreach (int output in _lane.Outputs)
        {
            _outputs[output] = _names.Take(_lane.OutputName(output));
        }

        _results = _names.Take("results");
    }

    /// <summary>Whether a pass is limited by arithmetic: in double it takes one element at a time, since two would need more
    /// registers than leave a device busy, and gain nothing.</summary>
    public static bool IsHeavy(PassPlan pass) =>
        pass.Nodes.Any(n => n.Op == LaneOp.Arithmetic && Heavy.Contains(n.Arithmetic));

    public void Emit(SourceWriter w)
    {
        foreach (string line in PlanComment.Formulas(_plan, _number))
        {
            w.Line("// " + line);
        }

        if (!_lane.IsTrivial)
        {
            _lane.Emit(w, FormattableString.Invariant($"Lane{_number}"), LanePack("V"));
            w.Line();
        }

        EmitEntry(w, "Flat", $"Device::FlatArguments<T, {Packs()}>", [], (array, _) => array, FlatConstant);
        w.Line();
        EmitEntry(
            w,
            "Table",
            $"Device::TableArguments<T, {Packs()}>",
            ["int tensor = a.Tensor;"],
            (array, number) => FormattableString.Invariant($"a.Array({array}, tensor, {number})"),
            TableConstant);
        w.Line();
        EmitBody(w);
    }

    private string Packs() => $"{DeviceKernelEmitter.PackOf(_plan.Arrays.Count, "Ilgpu::ArrayView<T>")}, "
        + DeviceKernelEmitter.PackOf(_plan.Constants, "T");

    private string FlatConstant(int slot) => _stageConstants.Contains(slot)
        ? FormattableString.Invariant($"a.StageConstants[{slot}]")
        : FormattableString.Invariant($"a.Constants.E{slot}");

    private string TableConstant(int slot) => slot == 0 ? "a.GradientScale[0]"
        : _plan.UsesLength || _stageConstants.Contains(slot)
            ? FormattableString.Invariant($"a.Constant(tensor, {slot})")
            : FormattableString.Invariant($"a.Constants.E{slot}");

    private void EmitEntry(
        SourceWriter w,
        string form,
        string argument,
        string[] setup,
        Func<string, int, string> array,
        Func<int, string> constant)
    {
        w.Line(FormattableString.Invariant($"public static void Pass{_number}{form}<V, S, T>({argument} a)"));
        KernelEmitter.Constrain(w, Constraints);
        w.Open();
        foreach (string line in setup)
        {
            w.Line(line);
        }

        List<string> arguments =
        [
            "a.Block(V.Count)",
            .. _arrays.Keys.Select(k => array(FormattableString.Invariant($"a.Arrays.E{k}"), k)),
            .. _constants.Select(c => constant(c.Slot)),
        ];
        if (_pass.IsFold)
        {
            arguments.Add("a.Partials");
        }

        w.List(FormattableString.Invariant($"Pass{_number}<V, S, T>("), arguments, ");");
        w.Close();
    }

    private void EmitBody(SourceWriter w)
    {
        List<string> parameters =
        [
            "Device::DeviceBlock block",
            .. _arrays.Values.Select(a => "Ilgpu::ArrayView<T> " + a),
            .. _constants.Select(c => "T " + c.Name),
        ];
        if (_pass.IsFold)
        {
            parameters.Add("Ilgpu::ArrayView<double> partials");
        }

        w.List(FormattableString.Invariant($"private static void Pass{_number}<V, S, T>("), parameters, ")");
        KernelEmitter.Constrain(w, Constraints);
        w.Open();
        foreach (LaneReduction reduction in _pass.Reductions)
        {
            w.Line($"double {_accumulators[reduction.Index]} = {Neutral(reduction.Op)};");
        }

        EmitLoop(w, "Vectors", "V", "i", "");
        w.Line();
        EmitLoop(w, "Singles", "S", "j", "int i = block.Single(j);");
        EmitPartials(w);
        w.Close();
    }

    private static string Neutral(Op op) => op switch
    {
        Op.ReduceMin => "double.PositiveInfinity",
        Op.ReduceMax => "double.NegativeInfinity",
        _ => "0",
    };

    private void EmitLoop(SourceWriter w, string kind, string lanes, string counter, string setup)
    {
        Dictionary<int, string> views = [];
        foreach (KeyValuePair<int, string> array in _arrays)
        {
            views[array.Key] = _names.Take(array.Value.TrimStart('@') + kind);
            w.Line($"Ilgpu::ArrayView<{lanes}> {views[array.Key]} = block.{kind}<{lanes}, T>({array.Value});");
        }

        string count = kind.Substring(0, kind.Length - 1) + "Count";
        w.Open($"for (int {counter} = Ilgpu::Group.IdxX; {counter} < block.{count}; {counter} += Ilgpu::Group.DimX)");
        if (setup.Length > 0)
        {
            w.Line(setup);
        }

        EmitRound(w, lanes, views);
        w.Close();
    }

    private void EmitRound(SourceWriter w, string lanes, Dictionary<int, string> views)
    {
        if (_lane.IsTrivial)
        {
            foreach (int output in _lane.Outputs)
            {
                w.Line($"{lanes} {_outputs[output]} = {Input(output, lanes, views)};");
            }
        }
        else
        {
            EmitLaneCall(w, lanes, views);
        }

        EmitStores(w, views);
        foreach (LaneReduction r in _pass.Reductions)
        {
            string sum = _accumulators[r.Index];
            string next = r.Op switch
            {
                Op.ReduceDot => $"Dot({_outputs[r.A]}, {_outputs[r.B]}, {sum})",
                Op.ReduceMin => $"Least({_outputs[r.A]}, {sum})",
                Op.ReduceMax => $"Greatest({_outputs[r.A]}, {sum})",
                _ => $"Sum({_outputs[r.A]}, {sum})",
            };
            w.Line($"{sum} = {lanes}.{next};");
        }
    }

    /// <summary>A store that is the only one beside reductions has a block of its own: ILGPU would move loads past it, which
    /// <c>DeviceBlock.HasChunk</c> tells.</summary>
    private void EmitStores(SourceWriter w, Dictionary<int, string> views)
    {
        bool isAlone = _pass.IsFold && _pass.Stores.Count == 1;
        if (isAlone)
        {
            w.Open("if (block.HasChunk)");
        }

        foreach (LaneStore store in _pass.Stores)
        {
            w.Line($"{views[store.Array]}[i] = {_outputs[store.Node]};");
        }

        if (isAlone)
        {
            w.Close();
        }
    }

    private void EmitLaneCall(SourceWriter w, string lanes, Dictionary<int, string> views)
    {
        string? pack = LanePack(lanes);
        string results = pack is not null ? $"{pack} {_results}"
            : _lane.Outputs.Count == 1 ? $"{lanes} {_outputs[_lane.Outputs[0]]}"
            : $"({string.Join(", ", _lane.Outputs.Select(o => $"{lanes} {_outputs[o]}"))})";
        w.List(
            FormattableString.Invariant($"{results} = Lane{_number}<{lanes}, T>("),
            _lane.Inputs.Select(n => Input(n, lanes, views)),
            ");");
        for (int i = 0; pack is not null && i < _lane.Outputs.Count; i++)
        {
            w.Line(FormattableString.Invariant($"{lanes} {_outputs[_lane.Outputs[i]]} = {_results}.E{i};"));
        }
    }

    /// <summary>What a lane returns beyond the longest tuple that ILGPU compiles: the constructors of longer ones throw.</summary>
    private string? LanePack(string lanes) =>
        _lane.Outputs.Count > LongestTuple ? DeviceKernelEmitter.PackOf(_lane.Outputs.Count, lanes) : null;

    private string Input(int node, string lanes, Dictionary<int, string> views)
    {
        LaneNode lane = _pass.Nodes[node];
        return lane.Op == LaneOp.Constant ? $"{lanes}.Broadcast({_nodes[node]})"
            : _plan.Arrays[lane.A].IsGradient ? $"{views[lane.A]}[i] * {lanes}.Broadcast({_gradientScale})"
            : $"{views[lane.A]}[i]";
    }

    private void EmitPartials(SourceWriter w)
    {
        if (!_pass.IsFold)
        {
            return;
        }

        w.Line();
        w.Line("Ilgpu::ArrayView<double> shared = Device::GroupReduction.Allocate();");
        foreach (LaneReduction r in _pass.Reductions)
        {
            string fold = r.Op switch { Op.ReduceMin => "Least", Op.ReduceMax => "Greatest", _ => "Sum" };
            w.Line($"{_accumulators[r.Index]} = Device::GroupReduction.{fold}(shared, {_accumulators[r.Index]});");
        }

        int count = _plan.Passes.Sum(p => p.Reductions.Count);
        w.Open("if (Ilgpu::Group.IdxX == 0)");
        foreach (LaneReduction r in _pass.Reductions)
        {
            w.Line(FormattableString.Invariant(
                $"partials[((long)block.Chunk * {count}) + {r.Index}] = {_accumulators[r.Index]};"));
        }

        w.Close();
    }
}
