using System.Globalization;
using Quickstart;
using Spectre.Console;

const ulong Seed = 20260101;

var digits = Digits.Load(Path.Combine(AppContext.BaseDirectory, "data", "digits.csv.gz"), Seed);
Console.WriteLine($"{digits.Training.Count} digits to learn from, {digits.HeldOut.Count} held out");
TrainingResult result = Training.Run(digits);

Console.WriteLine();
Console.WriteLine("The plan of AdaBelief.Step's kernel:");
Console.WriteLine(AdaBelief.StepRule.Instance.Plans[0]);
Console.WriteLine();
AnsiConsole.Write(Table(new Comparison().Run()));

string plot = Path.Combine(AppContext.BaseDirectory, "convergence.png");
ConvergencePlot.Save(result, Path.Combine(AppContext.BaseDirectory, "fonts", "DejaVuSans-Subset.ttf"), plot);
Console.WriteLine($"convergence plot: {plot}");
Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"accuracy: {100 * result.Accuracy:F1}"));

static Table Table(IReadOnlyList<Measured> rows)
{
    Table table = new Table { Title = new TableTitle($"One step of AdaBelief, {Comparison.Length:N0} elements") }
        .AddColumn("")
        .AddColumn(new TableColumn("ms a step").RightAligned())
        .AddColumn(new TableColumn("bytes an element").RightAligned())
        .AddColumn(new TableColumn("largest difference").RightAligned());
    foreach (Measured row in rows)
    {
        table.AddRow(
            row.Name,
            row.Milliseconds.ToString("F2", CultureInfo.InvariantCulture),
            row.BytesPerElement.ToString(CultureInfo.InvariantCulture),
            row.LargestDifference?.ToString("0.0E0", CultureInfo.InvariantCulture) ?? "reference");
    }

    return table;
}
