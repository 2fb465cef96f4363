namespace Numerics.Fuzzer;

/// <content>Arrays and numbers of the kernel.</content>
internal sealed partial class TermSource
{
    private Term Vec(int depth)
    {
        if (depth <= 0 || Chance(8))
        {
            return TryName(TermKind.Vec)!;
        }

        return random.Next(16) switch
        {
            < 6 => Arithmetic(depth),
            6 or 7 => Function(TermKind.Vec, Vec(depth - 1)),
            8 => Quotient(depth),
            9 => Term.Of(TermKind.Vec, $"{Pick("Min", "Max")}({{0}}, {{1}})", Vec(depth - 1), VecOrUniform(depth - 1)),
            10 => Term.Of(TermKind.Vec, "Select({0}, {1}, {2})", Mask(depth - 1), Vec(depth - 1),
                VecOrUniform(depth - 1)),
            11 => Term.Of(TermKind.Vec, "FusedMultiplyAdd({0}, {1}, {2})", Vec(depth - 1), VecOrUniform(depth - 1),
                Vec(depth - 1)),
            12 => Term.Of(TermKind.Vec, "Clamp({0}, -Abs({1}), 1.5)", Vec(depth - 1), Vec(0)),
            13 => Rare(depth),
            14 => TryCall(TermKind.Vec, depth) ?? Arithmetic(depth),
            _ => TryWithFunction(depth) ?? Arithmetic(depth),
        };
    }

    private Term VecOrUniform(int depth) => Chance(3) ? Vec(depth) : Uniform(depth);

    private Term Arithmetic(int depth) => random.Next(5) switch
    {
        0 => Term.Of(TermKind.Vec, $"({{0}} {Pick("*", "+", "-")} {{1}})", Uniform(depth - 1), Vec(depth - 1)),
        1 => Term.Of(TermKind.Vec, $"({{0}} {Pick("*", "+", "-")} {{1}})", Vec(depth - 1), Uniform(depth - 1)),
        2 => Term.Of(
            TermKind.Vec, $"({{0}} * {{1}} {Pick("+", "-")} {{2}} * {{3}})", Host(1), Vec(depth - 1), Host(1),
                Vec(depth - 1)),
        _ => Term.Of(TermKind.Vec, $"({{0}} {Pick("*", "+", "-", "+", "-")} {{1}})", Vec(depth - 1), Vec(depth - 1)),
    };

    private Term Quotient(int depth) => random.Next(5) switch
    {
        0 => Term.Of(TermKind.Vec, "({0} / {1})", Vec(depth - 1), Vec(depth - 1)),
        1 => Term.Of(TermKind.Vec, "({0} / (Abs({1}) + 0.25))", Vec(depth - 1), Uniform(depth - 1)),
        2 => Term.Of(TermKind.Vec, "({0} / (1.5 + Abs({1})))", Uniform(depth - 1), Vec(depth - 1)),
        _ => Term.Of(TermKind.Vec, "({0} / (Sqrt({1} * {1}) + 1e-8))", Vec(depth - 1), Vec(depth - 1)),
    };

    private Term Function(TermKind kind, Term argument) => random.Next(14) switch
    {
        0 => Term.Of(kind, "Sqrt({0})", argument),
        1 => Term.Of(kind, "Exp(Clamp({0}, -20.0, 20.0))", argument),
        2 => Term.Of(kind, "Log(Abs({0}) + 0.125)", argument),
        3 => Term.Of(kind, "ReciprocalSqrt(Abs({0}) + 0.125)", argument),
        4 => Term.Of(kind, "Log1p(Abs({0}))", argument),
        5 => Term.Of(kind, "Sqrt(Abs({0}) * 0.75)", argument),
        _ => Term.Of(kind, Pick("Tanh", "Sigmoid", "Softplus", "Sin", "Cos", "Atan", "Cube", "Sign", "Square", "Abs", "Expm1", "-") + "({0})",
            argument),
    };

    private Term Rare(int depth) => random.Next(4) switch
    {
        0 => Term.Of(TermKind.Vec, "Pow(Abs({0}) + 0.125, {1})", Vec(depth - 1), Uniform(1)),
        1 => Term.Of(TermKind.Vec, "Select({0}, {1}, {2})", ScalarMask(depth - 1), Vec(depth - 1), Vec(depth - 1)),
        2 when _variants++ < MostVariants =>
            Term.Of(TermKind.Vec, "({0} ? {1} : {2})", Condition(1), Vec(depth - 1), Vec(depth - 1)),
        _ => Term.Of(TermKind.Vec, "Select({0}, {1}, {2})", Mask(depth - 1), Uniform(0), Uniform(0)),
    };

    private Term? TryWithFunction(int depth)
    {
        if (_lambdas >= 3)
        {
            return null;
        }

        string v = "v" + _lambdas++;
        string w = "w" + _lambdas;
        Term body = Within([(TermKind.Vec, v), (TermKind.Vec, w)], s => s.Vec(Math.Min(depth - 1, 2)));
        bool usesSecond = body.ToString().Contains(w, StringComparison.Ordinal);
        return usesSecond
            ? Term.Of(TermKind.Vec, $"Shared.Combine({{0}}, {{1}}, ({v}, {w}) => {{2}})", Vec(depth - 1),
                Vec(depth - 1), body)
            : Term.Of(TermKind.Vec, $"Shared.Twice({{0}}, {v} => {{1}})", Vec(depth - 1), body);
    }

    private Term Scalar(int depth)
    {
        if (depth > 0 && _reductions < MostReductions && !Chance(3))
        {
            _reductions++;
            return Reduction(depth);
        }

        if (depth <= 0 || Chance(3))
        {
            return TryName(TermKind.Scalar) ?? Term.Of(TermKind.Scalar, "((Scalar){0})", Host(0));
        }

        return random.Next(6) switch
        {
            0 => Function(TermKind.Scalar, Scalar(depth - 1)),
            1 => Term.Of(TermKind.Scalar, "Select({0}, {1}, {2})", ScalarMask(depth - 1), Scalar(depth - 1),
                Uniform(depth - 1)),
            2 => Term.Of(TermKind.Scalar, "({0} / (Abs({1}) + 0.5))", Scalar(depth - 1), Scalar(depth - 1)),
            3 => Term.Of(TermKind.Scalar, $"{Pick("Min", "Max")}({{0}}, {{1}})", Scalar(depth - 1), Uniform(depth - 1)),
            _ => Term.Of(TermKind.Scalar, $"({{0}} {Pick("+", "-", "*")} {{1}})", Scalar(depth - 1),
                Uniform(depth - 1)),
        };
    }

    private Term Reduction(int depth)
    {
        Term reduction = random.Next(10) switch
        {
            0 => Term.Of(TermKind.Scalar, "Dot({0}, {1})", Vec(depth - 1), Vec(depth - 1)),
            1 => Term.Of(TermKind.Scalar, "CountTrue({0})", Mask(depth - 1)),
            2 => Term.Of(TermKind.Scalar, "Sum(Square({0}))", Vec(depth - 1)),
            3 => Term.Of(TermKind.Scalar, "Shared.Reduced({0}, " + Pick("Norm1", "Sum", "Max") + ")", Vec(depth - 1)),
            _ => Term.Of(
                TermKind.Scalar,
                Pick("Sum", "Mean", "Min", "Max", "Norm", "Norm1", "NormInf", "LogSumExp") + "({0})",
                Vec(depth - 1)),
        };
        return Chance(4) ? Term.Of(TermKind.Scalar, "Global({0})", reduction) : reduction;
    }
}
