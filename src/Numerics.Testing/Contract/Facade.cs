using System.Linq.Expressions;
using System.Numerics;
using System.Reflection;
using Numerics.Plans;
using Numerics.Runtime;

namespace Numerics.Testing;

/// <summary>The overload on spans that users call, behind one call shape.</summary>
/// <typeparam name="T">The element type.</typeparam>
internal sealed class Facade<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private static readonly MethodInfo SpanOf = Method(nameof(AsSpan));
    private static readonly MethodInfo ReadOnlySpanOf = Method(nameof(AsReadOnlySpan));

    private readonly UpdateRule _rule;
    private readonly MethodInfo _overload;
    private readonly ParameterExpression _arrays = Expression.Parameter(typeof(ArraySegment<T>[]), "arrays");
    private readonly ParameterExpression _numbers =
        Expression.Parameter(typeof(IReadOnlyDictionary<string, double>), "numbers");
    private readonly List<(string Name, ParameterExpression Variable)> _updated = [];
    private readonly Func<ArraySegment<T>[], IReadOnlyDictionary<string, double>, double[]> _call;

    private Facade(UpdateRule rule, MethodInfo overload)
    {
        (_rule, _overload) = (rule, overload);
        _call = Compile();
    }

    /// <summary>The overload of a rule that is emitted beside its method; null where the rule stands alone.</summary>
    public static Facade<T>? Find(UpdateRule rule)
    {
        string name = rule.Name[(rule.Name.LastIndexOf('.') + 1)..];
        MethodInfo? overload = rule.GetType().DeclaringType?
            .GetMethods(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static)
            .FirstOrDefault(m => m.Name == name && m.GetParameters().Any(p => IsSpan(p.ParameterType))
                && m.GetParameters().Count(p => IsSpan(p.ParameterType)) == rule.Plans[0].Arrays.Count);
        return overload is null ? null : new Facade<T>(rule, overload);
    }

    /// <summary>The values of a host parameter that is an enumeration.</summary>
    public double[] ValuesOf(string enumeration) =>
        [.. Enum.GetValuesAsUnderlyingType(_overload.GetParameters().First(p => p.Name == enumeration).ParameterType)
            .Cast<object>().Select(v => Convert.ToDouble(v, System.Globalization.CultureInfo.InvariantCulture))];

    /// <summary>Calls the overload.</summary>
    /// <param name="arrays">The arrays in kernel order.</param>
    /// <param name="host">The host values in declaration order.</param>
    /// <param name="scalars">The Scalar inputs in declaration order.</param>
    /// <returns>The results that are numbers, in the plan's order.</returns>
    public double[] Call(ArraySegment<T>[] arrays, double[] host, double[] scalars)
    {
        Dictionary<string, double> numbers = [];
        IEnumerable<RuleParameter> hosts =
            _rule.Parameters.Where(p => p.Kind is not (ParameterKind.Array or ParameterKind.Scalar));
        foreach ((RuleParameter parameter, double value) in hosts.Zip(host)
            .Concat(_rule.Parameters.Where(p => p.Kind == ParameterKind.Scalar).Zip(scalars)))
        {
            numbers[parameter.Name] = value;
        }

        return _call(arrays, numbers);
    }

    private Func<ArraySegment<T>[], IReadOnlyDictionary<string, double>, double[]> Compile()
    {
        var before = new List<Expression>();
        Expression[] arguments = [.. _overload.GetParameters().Select(p => Argument(p, before))];
        Expression call = Expression.Call(_overload, arguments);
        ParameterExpression? returned = call.Type == typeof(void) ? null : Expression.Variable(call.Type, "returned");
        Expression body = Expression.Block(
            [.. _updated.Select(u => u.Variable), .. returned is null ? [] : new[] { returned }],
            [.. before, returned is null ? call : Expression.Assign(returned, call),
                Expression.NewArrayInit(typeof(double), Results(returned))]);
        return Expression.Lambda<Func<ArraySegment<T>[], IReadOnlyDictionary<string, double>, double[]>>(
            body, _arrays, _numbers).Compile();
    }

    private Expression Argument(ParameterInfo parameter, List<Expression> before)
    {
        Type type = parameter.ParameterType;
        if (IsSpan(type))
        {
            int index = _rule.Plans[0].Arrays.ToList().FindIndex(a => a.Name == parameter.Name);
            Expression array = Expression.ArrayIndex(_arrays, Expression.Constant(index));
            return Expression.Call(type == typeof(Span<T>) ? SpanOf : ReadOnlySpanOf, array);
        }

        Type plain = type.IsByRef ? type.GetElementType()! : type;
        Expression number = Expression.Property(_numbers, "Item", Expression.Constant(parameter.Name!));
        Expression value = plain == typeof(bool)
            ? Expression.NotEqual(number, Expression.Constant(0.0))
            : plain.IsEnum
                ? Expression.Convert(Expression.Convert(number, Enum.GetUnderlyingType(plain)), plain)
                : Expression.Convert(number, plain);
        if (!type.IsByRef)
        {
            return value;
        }

        ParameterExpression variable = Expression.Variable(plain, parameter.Name!);
        before.Add(Expression.Assign(variable, value));
        _updated.Add((parameter.Name!, variable));
        return variable;
    }

    private IEnumerable<Expression> Results(ParameterExpression? returned)
    {
        int next = 0;
        foreach (PlanSlot result in _rule.Plans[0].Results)
        {
            (string Name, ParameterExpression Variable) updated = _updated.FirstOrDefault(u => u.Name == result.Name);
            yield return updated.Variable is { } variable
                ? Expression.Convert(variable, typeof(double))
                : returned!.Type == typeof(double) ? returned : Item(returned, next++);
        }
    }

    /// <summary>An item of a tuple; beyond the seventh they are in a nested one.</summary>
    private static Expression Item(Expression tuple, int index) => index < 7
        ? Expression.Field(tuple, $"Item{index + 1}")
        : Item(Expression.Field(tuple, "Rest"), index - 7);

    private static bool IsSpan(Type type) => type == typeof(Span<T>) || type == typeof(ReadOnlySpan<T>);

    private static MethodInfo Method(string name) =>
        typeof(Facade<T>).GetMethod(name, BindingFlags.NonPublic | BindingFlags.Static)!;

    private static Span<T> AsSpan(ArraySegment<T> array) => array.AsSpan();

    private static ReadOnlySpan<T> AsReadOnlySpan(ArraySegment<T> array) => array.AsSpan();
}
