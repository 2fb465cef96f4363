using System.Globalization;
using ScottPlot;
using ScottPlot.TickGenerators;

namespace Quickstart;

/// <summary>The training loss and the held-out accuracy over the steps, as a picture.</summary>
internal static class ConvergencePlot
{
    private const string Font = "DejaVu Sans Subset";
    private const int Width = 900;
    private const int Height = 540;
    private const double LeastLossLogarithm = -2;
    private const double LeastAccuracy = 80;

    /// <summary>Draws the picture.</summary>
    /// <param name="result">What to draw.</param>
    /// <param name="font">The font's file: the machine may have none.</param>
    /// <param name="path">The PNG to write.</param>
    public static void Save(TrainingResult result, string font, string path)
    {
        Fonts.AddFontFile(Font, font);
        using var plot = new Plot();
        plot.Font.Set(Font);
        plot.Title("AdaBelief on handwritten digits: multinomial logistic regression");
        plot.XLabel("step");
        AddLoss(plot, result.Losses);
        AddAccuracy(plot, result.Accuracies);
        plot.Legend.FontName = Font;
        plot.ShowLegend(Alignment.MiddleRight);
        plot.SavePng(path, Width, Height);
    }

    /// <summary>The loss on a logarithmic scale: its logarithm, with ticks that name the loss.</summary>
    private static void AddLoss(Plot plot, double[] losses)
    {
        var line = plot.Add.Signal(losses.Select(Math.Log10).ToArray());
        line.LegendText = "training loss (left)";
        line.LineWidth = 2;
        plot.YLabel("mean −log P(label)");
        plot.Axes.Left.TickGenerator = new NumericAutomatic
        {
            LabelFormatter = logarithm => Math.Pow(10, logarithm).ToString("G2", CultureInfo.InvariantCulture),
            MinorTickGenerator = new LogMinorTickGenerator(),
            IntegerTicksOnly = true,
        };
        plot.Axes.SetLimitsY(LeastLossLogarithm, Math.Log10(losses[0]));
    }

    private static void AddAccuracy(Plot plot, double[] accuracies)
    {
        var line = plot.Add.Signal(accuracies.Select(a => 100 * a).ToArray());
        line.LegendText = "held-out accuracy (right)";
        line.LineWidth = 2;
        line.Axes.YAxis = plot.Axes.Right;
        plot.Axes.Right.Label.Text = "accuracy, %";
        plot.Axes.Right.Label.FontName = Font;
        plot.Axes.SetLimitsY(LeastAccuracy, 100, plot.Axes.Right);
        plot.Axes.SetLimitsX(0, accuracies.Length);
    }
}
