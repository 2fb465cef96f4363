using System.Buffers.Binary;
using System.Text;
using Numerics.Files;

namespace Numerics.Tests.Files;

public sealed class SafetensorsTests : IDisposable
{
    private readonly string _name = Path.GetTempFileName();

    public void Dispose() => File.Delete(_name);

    [Fact]
    public void Bytes_are_those_of_the_format()
    {
        StateFile.Empty.With("b", StateTensor.From([1.5f], 1, 1)).With("a", StateTensor.From(-2.0)).WithMetadata("k", "v").Save(_name);
        byte[] bytes = File.ReadAllBytes(_name);
        long header = BinaryPrimitives.ReadInt64LittleEndian(bytes);
        Assert.Equal(0, header % 8);
        Assert.Equal(
            """{"__metadata__":{"k":"v"},"a":{"dtype":"F64","shape":[],"data_offsets":[0,8]},"b":{"dtype":"F32","shape":[1,1],"data_offsets":[8,12]}}""",
            Encoding.UTF8.GetString(bytes, 8, (int)header).TrimEnd(' '));
        Assert.Equal(-2.0, BitConverter.ToDouble(bytes, 8 + (int)header));
        Assert.Equal(1.5f, BitConverter.ToSingle(bytes, 16 + (int)header));
        Assert.Equal(20 + header, bytes.Length);
    }

    [Fact]
    public void What_is_written_is_read()
    {
        float[] many = [.. Enumerable.Range(0, 700_001).Select(i => (float)i)];
        StateFile.Empty.With("many", StateTensor.From(many)).With("none", StateTensor.From(Array.Empty<double>()))
            .With("naïve \"name\"", StateTensor.From(3f)).WithMetadata("ключ", "значение\n").Save(_name);
        using StateFile file = StateFile.Open(_name);
        Assert.Equal(many, file.Tensors["many"].ToFloats());
        Assert.Equal([0L], file.Tensors["none"].Shape);
        Assert.Empty(file.Tensors["none"].ToDoubles());
        Assert.Equal([3.0], file.Tensors["naïve \"name\""].ToDoubles());
        Assert.Equal("значение\n", file.Metadata["ключ"]);
    }

    [Fact]
    public void Files_of_other_types_open_and_their_elements_are_refused()
    {
        Write("""{"x":{"dtype":"BF16","shape":[2],"data_offsets":[0,4]}}""", 4);
        using StateFile file = StateFile.Open(_name);
        Assert.Equal("BF16 [2]", file.Tensors["x"].ToString());
        Assert.Throws<InvalidDataException>(() => file.Tensors["x"].ToDoubles());
    }

    [Theory]
    [InlineData("""{"x":{"dtype":"F32","shape":[2],"data_offsets":[0,4]}}""", 4, "takes 8 bytes")]
    [InlineData("""{"x":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""", 5, "the file holds 5")]
    [InlineData("""{"x":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""", 3, "the file holds 3")]
    [InlineData("""{"x":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}""", 8, "overlap or leave a gap")]
    [InlineData("""{"x":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"y":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""", 4,
        "overlap or leave a gap")]
    [InlineData("""{"x":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"x":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}""", 8,
        "names x twice")]
    [InlineData("""{"x":{"dtype":"F32","shape":[-1],"data_offsets":[0,4]}}""", 4, "negative")]
    [InlineData("""{"x":{"dtype":"F32","shape":[9223372036854775807,4],"data_offsets":[0,4]}}""", 4, "not what safetensors describes")]
    [InlineData("""{"x":{"dtype":"F31","shape":[1],"data_offsets":[0,4]}}""", 4, "F31, which is not known")]
    [InlineData("""{"x":{"dtype":"F32","shape":[1]}}""", 4, "lacks its dtype")]
    [InlineData("""{"x":{"dtype":"F32","shape":[1],"data_offsets":[0,4,8]}}""", 4, "lacks its dtype")]
    [InlineData("""{"x":{"dtype":"F32","shape":[1.5],"data_offsets":[0,4]}}""", 4, "not what safetensors describes")]
    [InlineData("""{"x":{"dtype":"F32","shape":[1],"offsets":[0,4]}}""", 4, "field offsets")]
    [InlineData("""{"x":[]}""", 0, "StartArray")]
    [InlineData("""{"__metadata__":{"a":1}}""", 0, "Number")]
    [InlineData("""{"x":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}""", 4, "not what safetensors describes")]
    [InlineData("""{} {}""", 0, "")]
    [InlineData("""[]""", 0, "StartArray")]
    public void A_bad_header_is_refused(string header, int dataBytes, string message)
    {
        Write(header, dataBytes);
        Assert.Contains(message, Assert.Throws<InvalidDataException>(() => StateFile.Open(_name)).Message, StringComparison.Ordinal);
        File.Delete(_name);
    }

    [Theory]
    [InlineData(new byte[0])]
    [InlineData(new byte[] { 1, 0, 0, 0, 0, 0, 0 })]
    [InlineData(new byte[] { 2, 0, 0, 0, 0, 0, 0, 0 })]
    [InlineData(new byte[] { 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0, 0 })]
    [InlineData(new byte[] { 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f, 0, 0 })]
    public void What_is_no_header_is_refused(byte[] bytes)
    {
        File.WriteAllBytes(_name, bytes);
        Assert.Contains(_name, Assert.Throws<InvalidDataException>(() => StateFile.Open(_name)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Changes_give_a_new_file()
    {
        StateFile one = StateFile.Empty.With("a", StateTensor.From(1f)).With("b", StateTensor.From(2f));
        Assert.Equal(["x.a", "x.b"], one.Rename(n => "x." + n).Tensors.Keys);
        Assert.Equal(["a", "b"], one.Tensors.Keys);
        Assert.Throws<ArgumentException>(() => one.Rename(_ => "same"));
        Assert.Throws<ArgumentException>(() => StateTensor.From([1f, 2], 3));
    }

    private void Write(string header, int dataBytes)
    {
        byte[] text = Encoding.UTF8.GetBytes(header);
        byte[] length = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(length, text.Length);
        File.WriteAllBytes(_name, [.. length, .. text, .. new byte[dataBytes]]);
    }
}
