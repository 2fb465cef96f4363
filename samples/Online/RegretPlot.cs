using ScottPlot;

namespace Online;

/// <summary>Regrets and bounds over the rounds, as a picture.</summary>
internal static class RegretPlot
{
    private const string Font = "DejaVu Sans Subset";
    private const int Width = 900;
    private const int Height = 480;

    /// <summary>Draws one panel under the other.</summary>
    /// <param name="panels">Each panel's title and curves.</param>
    /// <param name="font">The font's file: the machine may have none.</param>
    /// <param name="path">The PNG to write.</param>
    public static void Save(IReadOnlyList<(string Title, IReadOnlyList<Run> Runs)> panels, string font, string path)
    {
        Fonts.AddFontFile(Font, font);
        var picture = new Multiplot();
        picture.AddPlots(panels.Count);
        for (int i = 0; i < panels.Count; i++)
        {
            Draw(picture.GetPlot(i), panels[i].Title, panels[i].Runs);
        }

        picture.SavePng(path, Width, Height * panels.Count);
    }

    private static void Draw(Plot plot, string title, IReadOnlyList<Run> runs)
    {
        plot.Font.Set(Font);
        plot.Title(title);
        plot.XLabel("patients");
        plot.YLabel("regret");
        foreach (Run run in runs)
        {
            var line = plot.Add.Signal(run.Regret);
            line.LegendText = run.Name;
            line.LineWidth = 2;
            if (!double.IsNaN(run.Bound[^1]))
            {
                var bound = plot.Add.Signal(run.Bound);
                bound.LegendText = $"bound of {run.Name}";
                bound.LinePattern = LinePattern.Dashed;
                bound.Color = line.Color;
            }
        }

        plot.Legend.FontName = Font;
        plot.ShowLegend(Alignment.UpperLeft);
    }
}
