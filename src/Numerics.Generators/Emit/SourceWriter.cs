using System.Text;

namespace Numerics.Generators.Emit;

/// <summary>Text with indentation.</summary>
internal sealed class SourceWriter
{
    private const int Widest = 118;

    private readonly StringBuilder _text = new();
    private int _depth;

    public void Line() => _text.Append('\n');

    public void Line(string line)
    {
        if (line.Length > 0)
        {
            _text.Append(' ', 4 * _depth).Append(line);
        }

        _text.Append('\n');
    }

    /// <summary>A line, an opening brace, and more indentation.</summary>
    public void Open(string line)
    {
        Line(line);
        Line("{");
        _depth++;
    }


    /// <summary>An opening brace on its own line.</summary>
    public void Open()
    {
        Line("{");
        _depth++;
    }

    public void Close(string after = "")
    {
        _depth--;
        Line("}" + after);
    }

    /// <summary>A line with a list in it; a line that would be long breaks after the list's commas.</summary>
    public void List(string head, IEnumerable<string> items, string tail)
    {
        string line = head + string.Join(", ", items) + tail;
        if ((4 * _depth) + line.Length <= Widest)
        {
            Line(line);
            return;
        }

        Line(head);
        Indent();
        string current = "";
        foreach (string item in items)
        {
            if (current.Length > 0 && (4 * _depth) + current.Length + item.Length + 3 > Widest)
            {
                Line(current + ",");
                current = "";
            }

            current += (current.Length > 0 ? ", " : "") + item;
        }

        Line(current + tail);
        Outdent();
    }

    public void Indent() => _depth++;

    public void Outdent() => _depth--;

    public override string ToString() => _text.ToString();
}
