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
        Value value = Operate(assignment, assignment.OperatorKind, left, right, assignment.Type);
        return Store(assignment.Target, value, frame);
    }

    private Value Increment(IIncrementOrDecrementOperation increment, Frame frame)
    {
        if (Evaluate(increment.Target, frame) is not NodeValue before || graph[before.Id].Kind != Kind.Host)
        {
            return Value.Error;
        }

        string spelling = increment.Kind == OperationKind.Increment ? "+" : "-";
        int after = graph.Host(spelling, graph[before.Id].Type, before.Id, graph.Literal(1));
        Store(increment.Target, Node(after), frame);
        return increment.IsPostfix ? before : Node(after);
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
            case ILocalReferenceOperation local:
                Assign(local.Local, value, frame);
                return value;
            case IParameterReferenceOperation { Parameter.RefKind: RefKind.None } parameter:
                Assign(parameter.Parameter, value, frame);
                return value;
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

    private Value Property(IPropertyReferenceOperation property, Frame frame)
    {
        if (property is { Property.Name: "Length", Instance: { } instance }
            && KnownTypes.IsNumerics(property.Property.ContainingType, "Vec"))
        {
            return Evaluate(instance, frame) == Value.Error
                ? Value.Error
                : Node(graph.Add(new Node(Op.Length, Kind.Host, EquatableArray<int>.Empty, HostTypes.Int)));
        }

        return Member(property, property.Property, frame);
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
            : Member(field, field.Field, frame);
    }

    private static bool Same(ISymbol? a, ISymbol b) =>
        SymbolEqualityComparer.Default.Equals(a, b)
        || SymbolEqualityComparer.Default.Equals(a, (b as IFieldSymbol)?.CorrespondingTupleField);

    /// <summary>A static property or read-only field of a host type: read on the host.</summary>
    private Value Member(IOperation operation, ISymbol member, Frame frame)
    {
        if (!member.IsStatic || !KnownTypes.IsHost(operation.Type))
        {
            return Unsupported(operation, $"the member “{member.Name}”", "pass its value as a parameter of the rule");
        }

        if (!CheckShipped(member, operation))
        {
            return Value.Error;
        }

        string target = KnownTypes.Name(member.ContainingType) + "." + member.Name;
        return Node(graph.Add(
            new Node(Op.HostMember, Kind.Host, EquatableArray<int>.Empty, KnownTypes.Name(operation.Type!), target)));
    }

    /// <summary>In a shipped body every host member must be public, since it is inlined elsewhere.</summary>
    private bool CheckShipped(ISymbol member, IOperation at)
    {
        if (shippedAs is null)
        {
            return true;
        }

        for (ISymbol? s = member; s is not null and not INamespaceSymbol; s = s.ContainingSymbol)
        {
            if (s.DeclaredAccessibility != Accessibility.Public)
            {
                sink.Report(Descriptors.NotPublic, at.Syntax.GetLocation(), member.Name, shippedAs);
                return false;
            }
        }

        return true;
    }
}
