using Microsoft.CodeAnalysis.CSharp;

namespace Numerics.Generators.Emit;

/// <summary>The names of one method: each given out once.</summary>
internal sealed class Names(params string[] taken)
{
    private readonly HashSet<string> _taken = [.. taken];

    /// <summary>The wanted name, with a number after it where it is taken.</summary>
    public string Take(string wanted)
    {
        string name = wanted;
        for (int i = 1; !_taken.Add(name); i++)
        {
            name = FormattableString.Invariant($"{wanted}{i}");
        }

        return Escape(name);
    }

    /// <summary>An identifier as C# spells it.</summary>
    public static string Escape(string name) =>
        SyntaxFacts.GetKeywordKind(name) != SyntaxKind.None || SyntaxFacts.GetContextualKeywordKind(name) != SyntaxKind.None
            ? "@" + name
            : name;

    public static string Capital(string name) => char.ToUpperInvariant(name[0]) + name.Substring(1);
}
