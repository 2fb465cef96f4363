using System.Buffers.Binary;
using System.Collections.Immutable;
using Microsoft.Win32.SafeHandles;

namespace Numerics.Files;

/// <summary>Opens safetensors files and checks them: a file that opens is whole, and its tensors fill it without gap
/// or overlap.</summary>
internal static class SafetensorsReader
{
    public const string MetadataKey = "__metadata__";
    private const int LengthBytes = 8;
    private const long MostHeaderBytes = 100_000_000;

    public static StateFile Open(string path)
    {
        RequireLittleEndian();
        SafeFileHandle file = File.OpenHandle(path, options: FileOptions.RandomAccess);
        try
        {
            return Read(file, RandomAccess.GetLength(file));
        }
        catch (InvalidDataException e)
        {
            file.Dispose();
            throw new InvalidDataException($"{path}: {e.Message}", e);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>The format is little-endian, and elements are copied as they are.</summary>
    public static void RequireLittleEndian()
    {
        if (!BitConverter.IsLittleEndian)
        {
            throw new PlatformNotSupportedException(
                "Safetensors files are read and written on little-endian machines only.");
        }
    }

    private static StateFile Read(SafeFileHandle file, long fileBytes)
    {
        Span<byte> prefix = stackalloc byte[LengthBytes];
        if (fileBytes < LengthBytes || RandomAccess.Read(file, prefix, 0) < LengthBytes)
        {
            throw new InvalidDataException(
                $"The file has {fileBytes} bytes; a safetensors file has at least {LengthBytes}.");
        }

        long headerBytes = BinaryPrimitives.ReadInt64LittleEndian(prefix);
        if (headerBytes < 2 || headerBytes > MostHeaderBytes || headerBytes > fileBytes - LengthBytes)
        {
            throw new InvalidDataException(
                $"The header is said to have {headerBytes} bytes, in a file of {fileBytes}: damaged, cut short, or no safetensors file.");
        }

        var bytes = new byte[headerBytes];
        new FileTensor(file, LengthBytes, "U8", [headerBytes]).Read(0, bytes);
        SafetensorsHeader header = SafetensorsHeader.Parse(bytes);
        long start = LengthBytes + headerBytes;
        header.CheckOffsets(fileBytes - start);
        ImmutableSortedDictionary<string, StateTensor> tensors = StateFile.Empty.Tensors.AddRange(header.Entries.Select(e =>
            KeyValuePair.Create<string, StateTensor>(e.Name, new FileTensor(file, start + e.Begin, e.DataType, e.Shape))));
        return new StateFile(StateFile.Empty.Metadata.AddRange(header.Metadata), tensors, file);
    }
}
