using System.Globalization;
using System.Text.RegularExpressions;

namespace Numerics.Gpu.Tests.Ptx;

/// <summary>Reads the PTX text of a kernel: the basic blocks of its entry function.</summary>
/// <remarks>
/// PTX ISA 7.8: an instruction is <c>[@[!]predicate] operation operands;</c>, on a line of its own in what ILGPU
/// emits. A block ends at a label, a branch or a return; a branch under a predicate may fall through.
/// </remarks>
public static partial class PtxText
{
    /// <summary>
    /// The blocks of the entry function, in order; the first is where it begins. A call has the accesses of what it
    /// calls.
    /// </summary>
    /// <exception cref="FormatException">A branch to a label that there is not, or an access that this reader does not
    /// know.</exception>
    public static IReadOnlyList<PtxBlock> ReadBlocks(string ptx)
    {
        Dictionary<string, List<string>> functions = ReadFunctions(ptx);
        List<string> entry = functions[""];
        List<List<string>> blocks = Split(entry);
        var targets = new BranchTargets(
            (from block in Enumerable.Range(0, blocks.Count)
             from label in blocks[block].Select(line => Label().Match(line)).Where(match => match.Success)
             select (label.Groups["name"].Value, block)).ToDictionary(),
            BranchTable().Matches(string.Join('\n', entry)).ToDictionary(
                table => table.Groups["name"].Value,
                table => table.Groups["labels"].Value.Split(',', StringSplitOptions.TrimEntries)));
        return [.. blocks.Select((lines, i) => new PtxBlock(
            [.. lines.SelectMany(line => ReadAccesses(line, functions))],
            [.. Successors(lines, targets), .. FallsThrough(lines) && i + 1 < blocks.Count ? [i + 1] : (int[])[]]))];
    }

    /// <summary>
    /// The most threads that a group of the kernel may have (<c>.maxntid</c>), or null if it says nothing.
    /// </summary>
    public static int? ReadMaxThreads(string ptx)
        => MaxThreads().Match(ptx) is { Success: true } found
            ? found.Groups["number"].Captures.Aggregate(1, (product, number) => product * ParseInt(number.Value))
            : null;

    // The lines between the braces of each function; the entry function's under an empty name. Braces of functions,
    // and of scopes in them, stand alone on their lines.
    private static Dictionary<string, List<string>> ReadFunctions(string ptx)
    {
        Dictionary<string, List<string>> functions = [];
        string name = "";
        int depth = 0;
        foreach (string line in ptx.Split('\n').Select(line => line.Trim()))
        {
            if (Function().Match(line) is { Success: true } function)
            {
                name = function.Groups["name"].Value;
                functions[name] = [];
            }
            depth += line switch { "{" => 1, "}" => -1, _ => 0 };
            if (depth > 0)
            {
                functions[name].Add(line);
            }
        }
        return functions;
    }

    private static List<List<string>> Split(IEnumerable<string> lines)
    {
        List<List<string>> blocks = [[]];
        foreach (string line in lines)
        {
            if (Label().IsMatch(line) && blocks[^1].Count > 0)
            {
                blocks.Add([]);
            }
            blocks[^1].Add(line);
            if (Branch().IsMatch(line) || Return().IsMatch(line))
            {
                blocks.Add([]);
            }
        }
        return blocks[^1].Count > 0 ? blocks : blocks[..^1];
    }

    private static IEnumerable<int> Successors(List<string> lines, BranchTargets targets)
        => Branch().Match(lines.LastOrDefault("")) is { Success: true } branch
            ? targets.Of(branch.Groups["operation"].Value, branch.Groups["target"].Value)
            : [];

    private static bool FallsThrough(List<string> lines)
    {
        string last = lines.LastOrDefault("");
        return last.StartsWith('@') || !(Branch().IsMatch(last) || Return().IsMatch(last));
    }

    private static IEnumerable<GlobalAccess> ReadAccesses(string line, Dictionary<string, List<string>> functions)
        => Call().Match(line) is { Success: true } call
            && functions.TryGetValue(call.Groups["name"].Value, out List<string>? body)
            ? body.SelectMany(inner => ReadAccesses(inner, functions))
            : ReadAccess(line) is { } access ? [access] : [];

    // Generic addresses (no state space) may be global ones, and count as such.
    private static GlobalAccess? ReadAccess(string line)
    {
        Match match = Access().Match(line);
        if (!match.Success || match.Groups["space"].Value is "param" or "shared" or "local" or "const")
        {
            return null;
        }
        string spelling = match.Groups["spelling"].Value;
        string[] parts = spelling.Split('.');
        int vector = parts.Contains("v4") ? 4 : parts.Contains("v2") ? 2 : 1;
        Match type = ElementType().Match(parts[^1]);
        return type.Success
            ? new GlobalAccess(spelling, vector * ParseInt(type.Groups["bits"].Value))
            : throw new FormatException($"An access of unknown type: {line}");
    }

    private static int ParseInt(string digits) => int.Parse(digits, CultureInfo.InvariantCulture);

    // Where branches lead: labels are blocks, tables are lists of labels.
    private sealed record BranchTargets(Dictionary<string, int> Labels, Dictionary<string, string[]> Tables)
    {
        public IEnumerable<int> Of(string operation, string target)
            => (operation == "bra" ? [target] : Tables[target]).Select(label => Labels.TryGetValue(label, out int block)
                ? block : throw new FormatException($"A branch to the unknown label '{label}'"));
    }

    private const string Predicate = @"^(?<predicate>@!?%\w+\s+)?";
    private const string Ordering = @"(\.(volatile|relaxed|acquire|release|weak|sys|gpu|cta))*";

    // An entry function has the empty name: nobody calls it.
    [GeneratedRegex(@"(\.entry\s|\.func\s+(\([^)]*\)\s*)?(?<name>[$%\w]+))")]
    private static partial Regex Function();

    [GeneratedRegex(Predicate + @"call(\.uni)?\s+(\([^)]*\)\s*,\s*)?(?<name>[$%\w]+)")]
    private static partial Regex Call();

    [GeneratedRegex(@"^(?<name>[$%\w]+):")]
    private static partial Regex Label();

    [GeneratedRegex(
        Predicate + @"(?<operation>bra|brx\.idx)(\.uni)?\s+(%\w+\s*,\s*)?(?<target>[$%\w]+)\s*;")]
    private static partial Regex Branch();

    [GeneratedRegex(@"(?<name>[$%\w]+):\s*\.branchtargets\s+(?<labels>[^;]+);")]
    private static partial Regex BranchTable();

    [GeneratedRegex(Predicate + @"(ret|exit|trap)(\.uni)?\s*;")]
    private static partial Regex Return();

    [GeneratedRegex(
        Predicate + "(?<spelling>(ld|ldu|st|atom|red)" + Ordering
        + @"(\.(?<space>global|param|shared|local|const))?(::\w+)?(\.[:\w]+)+)\s")]
    private static partial Regex Access();

    [GeneratedRegex(@"^[bsuf]f?(?<bits>8|16|32|64|128)")]
    private static partial Regex ElementType();

    [GeneratedRegex(@"\.maxntid\s+(?<number>\d+)(\s*,\s*(?<number>\d+))*")]
    private static partial Regex MaxThreads();
}
