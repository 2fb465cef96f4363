using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Numerics.Generators.Diagnostics;
using Numerics.Generators.Ir;

namespace Numerics.Generators.Parse;

/// <content>Assignments, properties and fields.</content>
internal sealed partial class BodyInterpreter
{
    private Value Assignment(ISimpleAssignmentOperation assignment, Frame frame)
    {
        Value value = Evaluate(assignment.Value, frame);
        return Store(assignment.Target, value, frame);
    }

    private Value CompoundAssignment(ICompoundAssignmentOperation assignment, Frame frame)
    {
        Value left = Evaluate(assignment.Target, frame);
        Value right = Evaluate(assignment.Value, frame);
        Value value = Operate(assignment, assignment.OperatorKind, assignment.IsChecked, left, right, assignment.Type);
        return Store(assignment.Target, value, frame);
    }

    private Value Increment(IIncrementOrDecrementOperation increment, Frame frame)
    {
        Value before = Evaluate(increment.Target, frame);
        BinaryOperatorKind kind = increment.Kind == OperationKind.Increment ? BinaryOperatorKind.Add : BinaryOperatorKind.Subtract;
        string type = before is NodeValue { Id: int id } && HostTypes.IsNumber(graph[id].Type) ? graph[id].Type : HostTypes.Int;
        Value after = Operate(
            increment, kind, increment.IsChecked, before, Node(graph.Cast(graph.Literal(1), type)), increment.Type);
        Store(increment.Target, after, frame);
        return increment.IsPostfix ? before : after;
    }

    private Value Deconstruct(IDeconstructionAssignmentOperation deconstruction, Frame frame)
    {
        Value value = Evaluate(deconstruction.Value, frame);
        IOperation target = deconstruction.Target is IDeclarationExpressionOperation declaration
            ? declaration.Expression
            : deconstruction.Target;
        return Store(target, value, frame);
    }

    private Value Store(IOperation target, Value value, Frame frame)
    {
        switch (target)
        {
            case ILocalReferenceOperation local when frame.Owns(local.Local):
                return Assign(target, local.Local, local.Local.Type, value, frame);
            case IParameterReferenceOperation { Parameter: { RefKind: RefKind.None } own } when frame.Owns(own):
                return Assign(target, own, own.Type, value, frame);
            case ILocalReferenceOperation or IParameterReferenceOperation:
                return Unsupported(target, "an assignment to a variable of another function", "return the new value instead");
            case IDeclarationExpressionOperation declaration:
                return Store(declaration.Expression, value, frame);
            case IDiscardOperation:
                return value;
            case ITupleOperation tuple when value is TupleValue values && values.Items.Length == tuple.Elements.Length:
                for (int i = 0; i < tuple.Elements.Length; i++)
                {
                    Store(tuple.Elements[i], values.Items[i], frame);
                }

                return value;
            default:
                return value == Value.Error
                    ? value
                    : Unsupported(target, "an assignment to this", "a rule assigns to its own locals only");
        }
    }

    /// <summary>A new value for a variable; a function keeps the one it was declared with.</summary>
    private Value Assign(IOperation at, ISymbol variable, ITypeSymbol type, Value value, Frame frame)
    {
        if (value is FunctionValue && at is not ILocalReferenceOperation { IsDeclaration: true })
        {
            return Unsupported(at, "an assignment to a function variable", "declare another one");
        }

        Value fitted = Fit(value, type);
        frame[variable] = fitted;
        if (fitted is NodeValue node && variable is ILocalSymbol)
        {
            graph.Suggest(node.Id, variable.Name);
        }

        return fitted;
    }

    private Value Property(IPropertyReferenceOperation property, Frame frame)
    {
        if (property.Instance is { } instance && KnownTypes.KernelKind(instance.Type) is not null)
        {
            return property.Property.IsIndexer ? Element(property, frame) : Side(property, frame);
        }

        ISymbol member = property is { Property: { IsStatic: true, IsAbstract: true }, ConstrainedToType: { } constrained }
            ? frame.Resolve(constrained).FindImplementationForInterfaceMember(property.Property) ?? property.Property
            : property.Property;
        return Member(property, member);
    }

    private Value Field(IFieldReferenceOperation field, Frame frame)
    {
        if (field.Instance is { Type: INamedTypeSymbol { IsTupleType: true } tuple })
        {
            int index = tuple.TupleElements.IndexOf(
                field.Field, 0, SymbolEqualityComparer.Default) is int named and >= 0
                ? named
                : tuple.TupleElements.ToList().FindIndex(e => Same(e.CorrespondingTupleField, field.Field));
            return Evaluate(field.Instance, frame) is TupleValue value && index >= 0 && index < value.Items.Length
                ? value.Items[index]
                : Value.Error;
        }

        return field.Field is { IsStatic: true, IsReadOnly: false, IsConst: false }
            ? Unsupported(field, $"the variable field “{field.Field.Name}”", "pass it as a parameter: a rule is pure")
            : Member(field, field.Field);
    }

    private static bool Same(ISymbol? a, ISymbol b) =>
        SymbolEqualityComparer.Default.Equals(a, b)
        || SymbolEqualityComparer.Default.Equals(a, (b as IFieldSymbol)?.CorrespondingTupleField);

    /// <summary>A static property or read-only field of a host type: read on the host.</summary>
    private Value Member(IOperation operation, ISymbol member)
    {
        if (!member.IsStatic || member.IsAbstract || !KnownTypes.IsHost(operation.Type) || KnownTypes.IsOpen(member.ContainingType))
        {
            return Unsupported(operation, $"the member “{member.Name}”", "pass its value as a parameter of the rule");
        }

        if (!CheckVisible(member, operation.Syntax.GetLocation()))
        {
            return Value.Error;
        }

        string target = KnownTypes.Name(member.ContainingType) + "." + KnownTypes.Escaped(member.Name);
        return Node(graph.Add(
            new Node(Op.HostMember, Kind.Host, EquatableArray<int>.Empty, KnownTypes.Name(operation.Type!), target)));
    }

    /// <summary>A host member is named in the rule's kernel, so the rule's type must see it; in a shipped body, everyone.</summary>
    private bool CheckVisible(ISymbol member, Location? at)
    {
        if (!bodies.IsAccessible(member, rule.ContainingType))
        {
            sink.Report(Descriptors.Inaccessible, at, member.Name, rule.ContainingType.Name);
            return false;
        }

        for (ISymbol? s = isShipped ? member : null; s is not null and not INamespaceSymbol; s = s.ContainingSymbol)
        {
            if (s.DeclaredAccessibility != Accessibility.Public)
            {
                sink.Report(Descriptors.NotPublic, at, member.Name, rule.ToDisplayString());
                return false;
            }
        }

        return true;
    }
}
