using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Numerics.Runtime;

/// <summary>The numbers of a batch of problems: for each Scalar or Integer input, and each result that is a number, one for each
/// problem.</summary>
/// <remarks>A whole number is its 64 bits in a double, as in the table of values.</remarks>
public unsafe ref struct BatchNumbers
{
    /// <summary>The most inputs and results.</summary>
    public const int Maximum = 16;

    internal ReferenceTable<double> References;
    private Columns _columns;
    private int _count;
    private readonly int _problems;

    /// <summary>Numbers for so many problems, none so far.</summary>
    /// <param name="problems">The number of problems.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is negative.</exception>
    public BatchNumbers(int problems)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(problems);
        _problems = problems;
    }

    /// <summary>The number of problems.</summary>
    internal readonly int Problems => _problems;

    /// <summary>The numbers once their memory is held in place.</summary>
    /// <param name="addresses">Where the columns are, in the order in which they were added.</param>
    internal readonly PinnedNumbers Pinned(double** addresses) => new(_columns, _count, addresses);

    /// <summary>Adds an input.</summary>
    /// <param name="slot">Its slot in the table of values.</param>
    /// <param name="numbers">One for each problem.</param>
    /// <param name="name">The argument's name.</param>
    /// <exception cref="ArgumentException">There is not one for each problem.</exception>
    public void Read(int slot, ReadOnlySpan<double> numbers, string name) => Add(slot, numbers, name, isResult: false);

    /// <summary>Adds a result.</summary>
    /// <inheritdoc cref="Read"/>
    public void Write(int slot, Span<double> numbers, string name) => Add(slot, numbers, name, isResult: true);

    private void Add(int slot, ReadOnlySpan<double> numbers, string name, bool isResult)
    {
        if (numbers.Length != _problems)
        {
            throw new ArgumentException($"{name} has {numbers.Length} numbers for {_problems} problems.", name);
        }

        if (_count == Maximum)
        {
            throw new ArgumentException($"{name} is one number too many: a batch has at most {Maximum}.", name);
        }

        _columns[_count] = new(slot, isResult);
        References.Set(_count++, ref MemoryMarshal.GetReference(numbers));
    }

    /// <summary>An input or a result, and its slot in the table of values.</summary>
    internal readonly record struct Column(int Slot, bool IsResult);

    /// <summary>All of them.</summary>
    [InlineArray(Maximum)]
    internal struct Columns
    {
        private Column _first;
    }
}

/// <summary>The numbers of a batch, held in place.</summary>
internal readonly unsafe struct PinnedNumbers(BatchNumbers.Columns columns, int count, double** addresses)
{
    private readonly BatchNumbers.Columns _columns = columns;

    /// <summary>The number of inputs and results.</summary>
    public int Count => count;

    /// <summary>Puts a problem's inputs into its table of values.</summary>
    public void Read(int problem, Span<double> values)
    {
        for (int column = 0; column < count; column++)
        {
            if (!_columns[column].IsResult)
            {
                values[_columns[column].Slot] = addresses[column][problem];
            }
        }
    }

    /// <summary>Takes a problem's results from its table of values.</summary>
    public void Write(int problem, ReadOnlySpan<double> values)
    {
        for (int column = 0; column < count; column++)
        {
            if (_columns[column].IsResult)
            {
                addresses[column][problem] = values[_columns[column].Slot];
            }
        }
    }

    /// <summary>The inputs, then the results, of all problems.</summary>
    public double** Addresses => addresses;
}
