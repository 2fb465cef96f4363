using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Numerics.Generators.Parse;

/// <summary>The variables and type arguments in scope of a function that is being run.</summary>
/// <param name="function">The function whose own variables may be assigned; those it captures may only be read.</param>
internal sealed class Frame(ISymbol function)
{
    private readonly Dictionary<ISymbol, Value> _variables = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<ITypeParameterSymbol, ITypeSymbol> _types = new(SymbolEqualityComparer.Default);

    public Value this[ISymbol symbol]
    {
        get => _variables.TryGetValue(symbol, out Value value) ? value : Value.Error;
        set => _variables[symbol] = value;
    }

    public IEnumerable<ISymbol> Symbols => _variables.Keys;

    public bool Has(ISymbol symbol) => _variables.ContainsKey(symbol);

    public bool Owns(ISymbol variable) => SymbolEqualityComparer.Default.Equals(variable.ContainingSymbol, function);

    /// <summary>The frame of a function declared inside this one: it sees these variables.</summary>
    public Frame Enter(ISymbol inner)
    {
        var frame = new Frame(inner);
        foreach (KeyValuePair<ISymbol, Value> variable in _variables)
        {
            frame._variables[variable.Key] = variable.Value;
        }

        CopyTypes(frame);
        return frame;
    }

    /// <summary>The frame of another method: it sees the type arguments it is given, none of the variables.</summary>
    public Frame Leave(ISymbol other)
    {
        var frame = new Frame(other);
        CopyTypes(frame);
        return frame;
    }

    /// <summary>The same function going the other way at a branch; functions declared here see the variables of that way.</summary>
    public Frame Fork()
    {
        var frame = new Frame(function);
        foreach (KeyValuePair<ISymbol, Value> variable in _variables)
        {
            frame._variables[variable.Key] = Moved(variable.Value, this, frame);
        }

        CopyTypes(frame);
        return frame;
    }

    /// <summary>A value of this frame as its fork has it.</summary>
    public static Value Moved(Value value, Frame from, Frame to) => value switch
    {
        LambdaValue lambda when lambda.Captured == from => lambda with { Captured = to },
        MethodValue method when method.Captured == from => method with { Captured = to },
        TupleValue tuple => new TupleValue(tuple.Items.Select(i => Moved(i, from, to)).ToImmutableArray()),
        _ => value,
    };

    public void SetType(ITypeParameterSymbol parameter, ITypeSymbol type) => _types[parameter] = type;

    /// <summary>A type with this frame's type arguments in place of type parameters.</summary>
    public ITypeSymbol Resolve(ITypeSymbol type) => type switch
    {
        ITypeParameterSymbol parameter => _types.TryGetValue(parameter, out ITypeSymbol closed) ? closed : type,
        INamedTypeSymbol { IsGenericType: true, IsUnboundGenericType: false, ContainingType: null } named
            => named.OriginalDefinition.Construct(named.TypeArguments.Select(Resolve).ToArray()),
        _ => type,
    };

    private void CopyTypes(Frame to)
    {
        foreach (KeyValuePair<ITypeParameterSymbol, ITypeSymbol> pair in _types)
        {
            to._types[pair.Key] = pair.Value;
        }
    }
}
