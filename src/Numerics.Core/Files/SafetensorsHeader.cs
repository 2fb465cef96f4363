using System.Text.Json;

namespace Numerics.Files;

/// <summary>A tensor as a header describes it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="DataType">The type of its elements.</param>
/// <param name="Shape">The lengths of its axes.</param>
/// <param name="Begin">Its first byte, counted from the end of the header.</param>
/// <param name="End">The byte after its last.</param>
internal sealed record SafetensorsEntry(string Name, string DataType, long[] Shape, long Begin, long End);

/// <summary>The header of a safetensors file.</summary>
internal sealed class SafetensorsHeader
{
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);

    public List<SafetensorsEntry> Entries { get; } = [];

    public Dictionary<string, string> Metadata { get; } = new(StringComparer.Ordinal);

    /// <exception cref="InvalidDataException">The JSON is malformed or does not describe tensors.</exception>
    public static SafetensorsHeader Parse(ReadOnlySpan<byte> bytes)
    {
        var header = new SafetensorsHeader();
        var json = new Utf8JsonReader(bytes);
        try
        {
            header.Read(ref json);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException or OverflowException)
        {
            throw new InvalidDataException($"The header is not what safetensors describes: {e.Message}", e);
        }

        return header;
    }

    /// <summary>Checks that the tensors fill the data without gap and overlap.</summary>
    /// <param name="dataBytes">Bytes after the header.</param>
    public void CheckOffsets(long dataBytes)
    {
        long end = 0;
        foreach (SafetensorsEntry entry in Entries.OrderBy(e => e.Begin).ThenBy(e => e.End))
        {
            if (entry.Begin != end)
            {
                throw new InvalidDataException(
                    $"Tensor {entry.Name} starts at byte {entry.Begin}, the one before it ends at {end}: they overlap or leave a gap.");
            }

            end = entry.End;
        }

        if (end != dataBytes)
        {
            throw new InvalidDataException(
                $"The tensors take {end} bytes, the file holds {dataBytes}: damaged or cut short.");
        }
    }

    private void Read(ref Utf8JsonReader json)
    {
        Expect(ref json, JsonTokenType.StartObject);
        while (NextProperty(ref json, out string name))
        {
            if (!_names.Add(name))
            {
                throw new InvalidDataException($"The header names {name} twice.");
            }

            if (name == SafetensorsReader.MetadataKey)
            {
                ReadMetadata(ref json);
            }
            else
            {
                Entries.Add(ReadEntry(ref json, name));
            }
        }

        if (json.Read())
        {
            throw new InvalidDataException("Something follows the header's JSON object.");
        }
    }

    private void ReadMetadata(ref Utf8JsonReader json)
    {
        Expect(ref json, JsonTokenType.StartObject);
        while (NextProperty(ref json, out string key))
        {
            Expect(ref json, JsonTokenType.String);
            Metadata[key] = json.GetString() ?? "";
        }
    }

    private static SafetensorsEntry ReadEntry(ref Utf8JsonReader json, string name)
    {
        string? dataType = null;
        long[]? shape = null, offsets = null;
        Expect(ref json, JsonTokenType.StartObject);
        while (NextProperty(ref json, out string field))
        {
            switch (field)
            {
                case "dtype":
                    Expect(ref json, JsonTokenType.String);
                    dataType = json.GetString();
                    break;
                case "shape":
                    shape = ReadNumbers(ref json);
                    break;
                case "data_offsets":
                    offsets = ReadNumbers(ref json);
                    break;
                default:
                    throw new InvalidDataException(
                        $"Tensor {name} has a field {field}, which safetensors does not have.");
            }
        }

        return dataType is not null && shape is not null && offsets is [long begin, long end]
            ? Checked(new SafetensorsEntry(name, dataType, shape, begin, end))
            : throw new InvalidDataException($"Tensor {name} lacks its dtype, its shape or its two data_offsets.");
    }

    private static SafetensorsEntry Checked(SafetensorsEntry entry)
    {
        int size = DataTypes.Size(entry.DataType);
        if (size == 0)
        {
            throw new InvalidDataException(
                $"Tensor {entry.Name} has elements of type {entry.DataType}, which is not known.");
        }

        long bytes = entry.Shape.Aggregate((long)size, (product, n) => checked(product * n));
        return entry.Begin >= 0 && entry.End - entry.Begin == bytes ? entry : throw new InvalidDataException(
            $"Tensor {entry.Name} of shape [{string.Join(", ", entry.Shape)}] and type {entry.DataType} takes {bytes} bytes;"
            + $" its offsets are {entry.Begin} and {entry.End}.");
    }

    private static long[] ReadNumbers(ref Utf8JsonReader json)
    {
        var numbers = new List<long>();
        Expect(ref json, JsonTokenType.StartArray);
        while (json.Read() && json.TokenType != JsonTokenType.EndArray)
        {
            long number = json.GetInt64();
            numbers.Add(number >= 0 ? number : throw new InvalidDataException($"A length or offset is negative: {number}."));
        }

        return [.. numbers];
    }

    private static bool NextProperty(ref Utf8JsonReader json, out string name)
    {
        name = json.Read() && json.TokenType == JsonTokenType.PropertyName ? json.GetString() ?? "" : "";
        return json.TokenType == JsonTokenType.PropertyName;
    }

    private static void Expect(ref Utf8JsonReader json, JsonTokenType token)
    {
        if (!json.Read() || json.TokenType != token)
        {
            throw new InvalidDataException(
                $"The header has {json.TokenType} at byte {json.TokenStartIndex} where {token} should be.");
        }
    }
}
