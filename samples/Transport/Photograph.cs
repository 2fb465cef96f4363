using SkiaSharp;

namespace TransportSample;

/// <summary>The colours of a photograph, as points of the unit cube: red, green and blue of one pixel after
/// another.</summary>
/// <param name="Width">Pixels in a line.</param>
/// <param name="Height">Lines.</param>
/// <param name="Colours">Three numbers in [0, 1] for each pixel.</param>
internal sealed record Photograph(int Width, int Height, float[] Colours)
{
    public int Count => Width * Height;

    public static Photograph Load(string path)
    {
        using SKBitmap bitmap = SKBitmap.Decode(path) ?? throw new InvalidDataException($"{path} is no picture.");
        float[] colours = [.. bitmap.Pixels.SelectMany(p => new[] { p.Red / 255f, p.Green / 255f, p.Blue / 255f })];
        return new Photograph(bitmap.Width, bitmap.Height, colours);
    }

    /// <summary>So many pixels, evenly spread.</summary>
    public float[] Sample(int count)
    {
        var sample = new float[3 * count];
        for (int i = 0; i < count; i++)
        {
            Colours.AsSpan((int)(3 * ((long)i * Count / count)), 3).CopyTo(sample.AsSpan(3 * i));
        }

        return sample;
    }

    public void Save(string path)
    {
        using var bitmap = new SKBitmap(Width, Height)
        {
            Pixels = [.. Enumerable.Range(0, Count).Select(
                i => new SKColor(Byte(3 * i), Byte((3 * i) + 1), Byte((3 * i) + 2)))],
        };
        using FileStream file = File.Create(path);
        bitmap.Encode(file, SKEncodedImageFormat.Png, quality: 100);
    }

    private byte Byte(int i) => (byte)Math.Round(255 * Math.Clamp(Colours[i], 0, 1));
}
