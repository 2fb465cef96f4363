namespace Numerics;

/// <summary>How a value came about: of what, and how the operands' adjoints follow from its own.</summary>
/// <param name="Order">Later values have greater numbers.</param>
/// <param name="Operands">What it was made of.</param>
/// <param name="Pullback">The operands' adjoints by its own.</param>
internal sealed record Trace(long Order, Traced[] Operands, Func<Traced, Traced[]> Pullback);

/// <summary>Reverse mode for the eager vocabulary. While a function is differentiated, values remember what they were made of.</summary>
/// <remarks>Derivatives nest: within one, adjoints are remembered too. How a value changes along a direction is found by reverse mode
/// twice: Jᵀu is linear in u, and the derivative of (Jᵀu)·v by u is J·v.</remarks>
internal static class Tape
{
    [ThreadStatic]
    private static int _depth;

    [ThreadStatic]
    private static long _order;

    public static Trace? TryRecord(Traced[] operands, Func<Traced, Traced[]> pullback) =>
        _depth > 0 && operands.Any(o => o.Trace is not null) ? new Trace(++_order, operands, pullback) : null;

    public static Trace Variable(Traced of) => new(++_order, [of], adjoint => [adjoint]);

    /// <summary>f′(x)ᵀ·u.</summary>
    /// <param name="f">The function.</param>
    /// <param name="x">Where.</param>
    /// <param name="u">By the function's value the seed; an array of the value's shape.</param>
    public static Traced Pullback(Func<Traced, Traced> f, Traced x, Func<Traced, Traced> u) => Within(() =>
    {
        Traced variable = x.AsVariable();
        Traced y = f(variable);
        return Last(() => Backward(y, variable, u(y)));
    });

    /// <summary>f″(x)·v of a number.</summary>
    public static Traced HessianVector(Func<Traced, Traced> f, Traced x, Traced v) => Within(() =>
    {
        Traced variable = x.AsVariable();
        Traced gradient = Pullback(f, variable, _ => 1);
        return Last(() => Backward(gradient, variable, v));
    });

    /// <summary>f′(x)·v.</summary>
    public static Traced Pushforward(Func<Traced, Traced> f, Traced x, Traced v) => Within(() =>
    {
        Traced variable = x.AsVariable();
        Traced y = f(variable);
        Traced u = y.Zeros().AsVariable();
        Traced adjoint = Backward(y, variable, u);
        return Last(() => Backward(adjoint, u, v));
    });

    private static Traced Within(Func<Traced> derivative)
    {
        _depth++;
        try
        {
            Traced result = derivative();
            return _depth == 1 ? result.Forget() : result;
        }
        finally
        {
            _depth--;
        }
    }

    /// <summary>The last sweep of the outermost derivative: nobody asks how its values come about.</summary>
    private static Traced Last(Func<Traced> sweep)
    {
        int depth = _depth;
        _depth = depth == 1 ? 0 : depth;
        try
        {
            return sweep();
        }
        finally
        {
            _depth = depth;
        }
    }

    private static Traced Backward(Traced y, Traced x, Traced seed)
    {
        List<Traced> values = Dependents(y, x);
        Dictionary<Traced, Traced> adjoints = new(ReferenceEqualityComparer.Instance) { [y] = seed };
        for (int k = values.Count - 1; k >= 0; k--)
        {
            Trace trace = values[k].Trace!;
            if (values[k] == x || !adjoints.Remove(values[k], out Traced? adjoint))
            {
                continue;
            }

            Traced[] handed = trace.Pullback(adjoint);
            for (int o = 0; o < handed.Length; o++)
            {
                Traced operand = trace.Operands[o];
                adjoints[operand] = adjoints.TryGetValue(operand, out Traced? others) ? others + handed[o] : handed[o];
            }
        }

        // An adjoint that is the same along a side of x is spread over it.
        return values.Contains(x) && adjoints.TryGetValue(x, out Traced? found) ? found + x.Zeros() : x.Zeros();
    }

    /// <summary>The values between x and y that depend on x, in the order in which they were made.</summary>
    private static List<Traced> Dependents(Traced y, Traced x)
    {
        long first = x.Trace!.Order;
        var seen = new HashSet<Traced>(ReferenceEqualityComparer.Instance);
        var pending = new Stack<Traced>([y]);
        while (pending.Count > 0)
        {
            Traced value = pending.Pop();
            if (value.Trace is { } trace && trace.Order >= first && seen.Add(value) && value != x)
            {
                Array.ForEach(trace.Operands, pending.Push);
            }
        }

        var dependents = new HashSet<Traced>(ReferenceEqualityComparer.Instance);
        List<Traced> ordered = [];
        foreach (Traced value in seen.OrderBy(v => v.Trace!.Order))
        {
            if (value == x || value.Trace!.Operands.Any(dependents.Contains))
            {
                dependents.Add(value);
                ordered.Add(value);
            }
        }

        return ordered;
    }
}
