using System.Globalization;

namespace ConstrainedSample;

/// <summary>A data set: features row by row, and a label of −1 or 1 for each row.</summary>
/// <param name="Columns">The number of features.</param>
/// <param name="Features">Features, row by row.</param>
/// <param name="Labels">Labels.</param>
internal sealed record DataSet(int Columns, double[] Features, double[] Labels)
{
    public int Rows => Labels.Length;

    /// <summary>Each feature of mean 0 and variance 1.</summary>
    public DataSet Standardised()
    {
        double[] features = [.. Features];
        for (int j = 0; j < Columns; j++)
        {
            double[] column = [.. Enumerable.Range(0, Rows).Select(i => Features[(i * Columns) + j])];
            double mean = column.Average(), deviation = Math.Sqrt(column.Average(e => (e - mean) * (e - mean)));
            for (int i = 0; i < Rows; i++)
            {
                features[(i * Columns) + j] = deviation > 0 ? (column[i] - mean) / deviation : 0;
            }
        }

        return this with { Features = features };
    }
}

/// <summary>LIBSVM's text format: a line for each row, the label and then <c>feature:value</c>, features numbered from 1 in
/// ascending order, zeros left out.</summary>
internal static class LibSvm
{
    /// <summary>Reads a file.</summary>
    /// <exception cref="FormatException">A line is not of the format; the message says which.</exception>
    public static DataSet Load(string path)
    {
        (double Label, (int Feature, double Value)[] Entries)[] rows =
            [.. File.ReadLines(path).Select((line, i) => (Text: line.Split('#')[0].Trim(), Number: i + 1))
                .Where(l => l.Text.Length > 0).Select(l => Parse(l.Text, l.Number))];
        int columns = rows.SelectMany(r => r.Entries).Max(e => e.Feature);
        var features = new double[rows.Length * columns];
        for (int i = 0; i < rows.Length; i++)
        {
            foreach ((int feature, double value) in rows[i].Entries)
            {
                features[(i * columns) + feature - 1] = value;
            }
        }

        return new DataSet(columns, features, [.. rows.Select(r => r.Label > 0 ? 1.0 : -1)]);
    }

    private static (double Label, (int Feature, double Value)[] Entries) Parse(string line, int number)
    {
        string[] words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        try
        {
            (int, double)[] entries = [.. words[1..].Select(w => w.Split(':'))
                .Select(p => (int.Parse(p[0], CultureInfo.InvariantCulture), double.Parse(p[1], CultureInfo.InvariantCulture)))];
            return (double.Parse(words[0], CultureInfo.InvariantCulture), entries);
        }
        catch (Exception wrong) when (wrong is FormatException or IndexOutOfRangeException)
        {
            throw new FormatException($"Line {number} is not “label feature:value …”: {line}", wrong);
        }
    }
}
