using System.Globalization;
using ScottPlot;
using ScottPlot.TickGenerators;

namespace TransportSample;

/// <summary>The marginal error over the iterations, as a picture.</summary>
internal static class ConvergencePlot
{
    private const string Font = "DejaVu Sans Subset";
    private const int Width = 900;
    private const int Height = 540;

    /// <summary>Draws the picture.</summary>
    /// <param name="runs">What to draw.</param>
    /// <param name="font">The font's file: the machine may have none.</param>
    /// <param name="path">The PNG to write.</param>
    public static void Save(IEnumerable<Measured> runs, string font, string path)
    {
        Fonts.AddFontFile(Font, font);
        using var plot = new Plot();
        plot.Font.Set(Font);
        plot.Title("Entropic transport: random assignment, 500 points, ε = 1/1200");
        plot.XLabel("iterations, on a logarithmic scale");
        plot.YLabel("marginal error");
        foreach (Measured run in runs)
        {
            double[] iterations = [.. Enumerable.Range(1, run.Plan.Iterations).Select(i => Math.Log10(i))];
            double[] errors = [.. run.Plan.History.Select(h => Math.Log10(Math.Max(h.MarginalError, double.Epsilon)))];
            var line = plot.Add.ScatterLine(iterations, errors);
            line.LegendText = run.Name;
            line.LineWidth = 2;
        }

        plot.Axes.Left.TickGenerator = Powers();
        plot.Axes.Bottom.TickGenerator = Powers();
        plot.Legend.FontName = Font;
        plot.ShowLegend(Alignment.LowerRight);
        plot.SavePng(path, Width, Height);
    }

    private static NumericAutomatic Powers() => new()
    {
        LabelFormatter = logarithm => Math.Pow(10, logarithm).ToString("G2", CultureInfo.InvariantCulture),
        IntegerTicksOnly = true,
    };
}
