using System.Globalization;
using Numerics.Minimization;
using ScottPlot;
using ScottPlot.TickGenerators;

namespace ConstrainedSample;

/// <summary>Draws what the sample finds.</summary>
/// <param name="font">The font's file: the machine may have none.</param>
internal sealed class Pictures(string font)
{
    private const string Font = "DejaVu Sans Subset";
    private const int Width = 900;
    private const int Height = 540;

    /// <summary>Merit, penalty parameters and KKT residual of each step, on logarithmic scales.</summary>
    public void Convergence(ConstrainedOutcome outcome, string title, string path)
    {
        using Plot plot = New(title);
        plot.XLabel("step");
        Line(plot, outcome, "KKT residual", s => s.KktResidual);
        Line(plot, outcome, "|merit|", s => Math.Abs(s.Merit));
        Line(plot, outcome, "η₁", s => s.Eta1);
        Line(plot, outcome, "η₂", s => s.Eta2);
        plot.Axes.Left.TickGenerator = new NumericAutomatic
        {
            LabelFormatter = logarithm => Math.Pow(10, logarithm).ToString("G2", CultureInfo.InvariantCulture),
            IntegerTicksOnly = true,
        };
        plot.Legend.FontName = Font;
        plot.ShowLegend(Alignment.UpperRight);
        plot.SavePng(path, Width, Height);
    }

    /// <summary>A function on the square.</summary>
    public void Field(ReadOnlySpan<double> values, int side, string title, string path)
    {
        using Plot plot = New(title);
        var intensities = new double[side, side];
        for (int k = 0; k < values.Length; k++)
        {
            intensities[k / side, k % side] = values[k];
        }

        var map = plot.Add.Heatmap(intensities);
        map.Colormap = new ScottPlot.Colormaps.Viridis();
        plot.Add.ColorBar(map);
        plot.SavePng(path, Height, Height);
    }

    private static void Line(Plot plot, ConstrainedOutcome outcome, string name, Func<StepRecord, double> number)
    {
        var line = plot.Add.ScatterLine(
            outcome.Trace.Select(s => (double)s.Iteration).ToArray(),
            outcome.Trace.Select(s => Math.Log10(Math.Max(number(s), double.Epsilon))).ToArray());
        line.LegendText = name;
        line.LineWidth = 2;
    }

    private Plot New(string title)
    {
        Fonts.AddFontFile(Font, font);
        var plot = new Plot();
        plot.Font.Set(Font);
        plot.Title(title);
        return plot;
    }
}
