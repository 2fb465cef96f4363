using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Numerics.Generators.Ir;

namespace Numerics.Generators.Parse;

/// <summary>What an expression of a rule stands for while it is parsed.</summary>
internal abstract record Value
{
    /// <summary>An expression that was reported, or that the compiler reports; swallows whatever is done with it.</summary>
    public static Value Error { get; } = new ErrorValue();

    private sealed record ErrorValue : Value;
}

/// <summary>A node of the graph.</summary>
internal sealed record NodeValue(int Id) : Value;

/// <summary>A tuple of values.</summary>
internal sealed record TupleValue(ImmutableArray<Value> Items) : Value;

/// <summary>A function that can be inlined.</summary>
internal abstract record FunctionValue : Value;

/// <summary>A lambda with the variables it sees.</summary>
internal sealed record LambdaValue(IAnonymousFunctionOperation Lambda, Frame Captured) : FunctionValue;

/// <summary>A method used as a function; a local function with the variables it sees.</summary>
internal sealed record MethodValue(IMethodSymbol Method, Frame Captured) : FunctionValue;

/// <summary>A function parameter of a shipped body: its calls stay calls.</summary>
internal sealed record FunctionParameterValue(int Index, Kind Result) : FunctionValue;

