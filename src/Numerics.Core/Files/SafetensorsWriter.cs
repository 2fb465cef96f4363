using System.Buffers;
using System.Buffers.Binary;
using System.Text.Json;

namespace Numerics.Files;

/// <summary>Writes safetensors: the header's length in 8 bytes, the header as JSON, the tensors' bytes without
/// gaps.</summary>
internal static class SafetensorsWriter
{
    private const int LengthBytes = 8;
    private const int ChunkBytes = 1 << 20;

    public static void Write(Stream stream, StateFile file)
    {
        SafetensorsReader.RequireLittleEndian();

        // Wide elements first, so that every tensor starts at a multiple of its element's size.
        (string Name, StateTensor Tensor)[] tensors =
            [.. file.Tensors.Select(t => (t.Key, t.Value)).OrderByDescending(t => DataTypes.Size(t.Value.DataType))];
        WriteHeader(stream, file, tensors);
        byte[] chunk = ArrayPool<byte>.Shared.Rent(ChunkBytes);
        foreach ((_, StateTensor tensor) in tensors)
        {
            for (long offset = 0; offset < tensor.Bytes; offset += ChunkBytes)
            {
                Span<byte> part = chunk.AsSpan(0, (int)Math.Min(ChunkBytes, tensor.Bytes - offset));
                tensor.Read(offset, part);
                stream.Write(part);
            }
        }

        ArrayPool<byte>.Shared.Return(chunk);
    }

    private static void WriteHeader(Stream stream, StateFile file, (string Name, StateTensor Tensor)[] tensors)
    {
        var header = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(header))
        {
            json.WriteStartObject();
            WriteMetadata(json, file);
            long end = 0;
            foreach ((string name, StateTensor tensor) in tensors)
            {
                WriteTensor(json, name, tensor, ref end);
            }

            json.WriteEndObject();
        }

        // Spaces at the end bring the data to a multiple of 8 bytes.
        int padding = -header.WrittenCount & (LengthBytes - 1);
        Span<byte> length = stackalloc byte[LengthBytes];
        BinaryPrimitives.WriteInt64LittleEndian(length, header.WrittenCount + padding);
        stream.Write(length);
        stream.Write(header.WrittenSpan);
        stream.Write("       "u8[..padding]);
    }

    private static void WriteMetadata(Utf8JsonWriter json, StateFile file)
    {
        if (file.Metadata.IsEmpty)
        {
            return;
        }

        json.WriteStartObject(SafetensorsReader.MetadataKey);
        foreach ((string key, string value) in file.Metadata)
        {
            json.WriteString(key, value);
        }

        json.WriteEndObject();
    }

    private static void WriteTensor(Utf8JsonWriter json, string name, StateTensor tensor, ref long end)
    {
        json.WriteStartObject(name);
        json.WriteString("dtype", tensor.DataType);
        json.WriteStartArray("shape");
        foreach (long n in tensor.Shape)
        {
            json.WriteNumberValue(n);
        }

        json.WriteEndArray();
        json.WriteStartArray("data_offsets");
        json.WriteNumberValue(end);
        end = checked(end + tensor.Bytes);
        json.WriteNumberValue(end);
        json.WriteEndArray();
        json.WriteEndObject();
    }
}
