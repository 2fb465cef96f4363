using System.Globalization;
using System.Runtime.InteropServices;

namespace Numerics.Files;

/// <summary>A tensor of a state file: its type, its shape, and its bytes, wherever they are.</summary>
public abstract class StateTensor
{
    private const int WideningElements = 1 << 16;

    private protected StateTensor(string dataType, IReadOnlyList<long> shape)
    {
        DataType = dataType;
        Shape = shape;
        long length = 1;
        foreach (long n in shape)
        {
            length = checked(length * n);
        }

        Length = length;
    }

    /// <summary>The type of an element as safetensors writes it: <c>F32</c>, <c>F64</c>, or another.</summary>
    public string DataType { get; }

    /// <summary>The lengths of the axes, outermost first; none for a single number.</summary>
    public IReadOnlyList<long> Shape { get; }

    /// <summary>The number of elements.</summary>
    public long Length { get; }

    /// <summary>The number of bytes.</summary>
    internal long Bytes => checked(Length * DataTypes.Size(DataType));

    /// <summary>A tensor of the given elements.</summary>
    /// <param name="values">The elements, not copied.</param>
    /// <param name="shape">The lengths of the axes; one axis if none is given.</param>
    /// <exception cref="ArgumentException">The shape does not have as many elements.</exception>
    public static StateTensor From(float[] values, params long[] shape)
    {
        ArgumentNullException.ThrowIfNull(values);
        ArgumentNullException.ThrowIfNull(shape);
        long[] lengths = shape.Length == 0 ? [values.Length] : shape;
        return Checked(new ArrayTensor<float>(DataTypes.Float, values, lengths), values.Length);
    }

    /// <inheritdoc cref="From(float[], long[])"/>
    public static StateTensor From(double[] values, params long[] shape)
    {
        ArgumentNullException.ThrowIfNull(values);
        ArgumentNullException.ThrowIfNull(shape);
        long[] lengths = shape.Length == 0 ? [values.Length] : shape;
        return Checked(new ArrayTensor<double>(DataTypes.Double, values, lengths), values.Length);
    }

    /// <summary>A single number: a double without axes.</summary>
    public static StateTensor From(double value) => new ArrayTensor<double>(DataTypes.Double, [value], []);

    /// <summary>A single number: a float without axes.</summary>
    public static StateTensor From(float value) => new ArrayTensor<float>(DataTypes.Float, [value], []);

    /// <summary>The elements as doubles, exactly.</summary>
    /// <exception cref="InvalidDataException">They are neither <c>F32</c> nor <c>F64</c>.</exception>
    public double[] ToDoubles()
    {
        if (DataType == DataTypes.Double)
        {
            var doubles = new double[Length];
            Read(0, MemoryMarshal.AsBytes(doubles.AsSpan()));
            return doubles;
        }

        return Array.ConvertAll(ToFloats(), x => (double)x);
    }

    /// <summary>The elements as floats.</summary>
    /// <exception cref="InvalidDataException">They are not <c>F32</c>.</exception>
    public float[] ToFloats()
    {
        if (DataType != DataTypes.Float)
        {
            throw new InvalidDataException($"The elements are {DataType}, not {DataTypes.Float}.");
        }

        var floats = new float[Length];
        Read(0, MemoryMarshal.AsBytes(floats.AsSpan()));
        return floats;
    }

    /// <summary>Reads elements; floats widen to double exactly.</summary>
    /// <param name="first">The first element.</param>
    /// <param name="destination">As many elements as are wanted.</param>
    /// <typeparam name="T">The tensor's element type, or <see cref="double"/> where that is float.</typeparam>
    internal void ReadElements<T>(long first, Span<T> destination)
        where T : unmanaged
    {
        if (typeof(T) != typeof(double) || DataType == DataTypes.Double)
        {
            Read(first * DataTypes.Size(DataType), MemoryMarshal.AsBytes(destination));
            return;
        }

        Span<double> doubles = MemoryMarshal.Cast<T, double>(destination);
        Span<float> floats = new float[Math.Min(doubles.Length, WideningElements)];
        for (int done = 0; done < doubles.Length; done += floats.Length)
        {
            Span<float> part = floats[..Math.Min(floats.Length, doubles.Length - done)];
            Read((first + done) * sizeof(float), MemoryMarshal.AsBytes(part));
            for (int i = 0; i < part.Length; i++)
            {
                doubles[done + i] = part[i];
            }
        }
    }

    /// <inheritdoc/>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{DataType} [{string.Join(", ", Shape)}]");

    /// <summary>Reads bytes, little-endian.</summary>
    /// <param name="offset">The first byte.</param>
    /// <param name="destination">As many bytes as are wanted.</param>
    internal abstract void Read(long offset, Span<byte> destination);

    private static StateTensor Checked(StateTensor tensor, int count, string argument = "shape")
        => tensor.Length == count ? tensor : throw new ArgumentException(
            $"The shape [{string.Join(", ", tensor.Shape)}] has {tensor.Length} elements; {count} were given.", argument);
}

/// <summary>A tensor in an array.</summary>
internal sealed class ArrayTensor<T>(string dataType, T[] values, IReadOnlyList<long> shape) : StateTensor(dataType, shape)
    where T : unmanaged
{
    internal override void Read(long offset, Span<byte> destination)
    {
        // Byte offsets of an array's elements may leave int; elements do not.
        int size = Marshal.SizeOf<T>();
        ReadOnlySpan<T> rest = values.AsSpan(checked((int)(offset / size)), destination.Length / size);
        MemoryMarshal.AsBytes(rest).CopyTo(destination);
    }
}

/// <summary>A tensor at an address that is valid while its owner is referenced.</summary>
internal sealed unsafe class MemoryTensor(string dataType, object owner, nint address, IReadOnlyList<long> shape)
    : StateTensor(dataType, shape)
{
    internal override void Read(long offset, Span<byte> destination)
    {
        new ReadOnlySpan<byte>((byte*)address + offset, destination.Length).CopyTo(destination);
        GC.KeepAlive(owner);
    }
}

/// <summary>A tensor in an open file.</summary>
internal sealed class FileTensor(
    Microsoft.Win32.SafeHandles.SafeFileHandle file, long start, string dataType, IReadOnlyList<long> shape)
    : StateTensor(dataType, shape)
{
    internal override void Read(long offset, Span<byte> destination)
    {
        while (destination.Length > 0)
        {
            int count = RandomAccess.Read(file, destination, start + offset);
            if (count == 0)
            {
                throw new InvalidDataException($"The file ends at byte {start + offset}, inside a tensor.");
            }

            offset += count;
            destination = destination[count..];
        }
    }
}

/// <summary>The element types of safetensors.</summary>
internal static class DataTypes
{
    public const string Float = "F32";
    public const string Double = "F64";

    /// <summary>The type's name in a file.</summary>
    public static string Of(Type elementType) => elementType == typeof(float) ? Float : Double;

    /// <summary>Bytes in an element; 0 for a type that is not known.</summary>
    public static int Size(string dataType) => dataType switch
    {
        "BOOL" or "U8" or "I8" or "F8_E5M2" or "F8_E4M3" => 1,
        "I16" or "U16" or "F16" or "BF16" => 2,
        "I32" or "U32" or Float => 4,
        "I64" or "U64" or Double => 8,
        _ => 0,
    };
}
