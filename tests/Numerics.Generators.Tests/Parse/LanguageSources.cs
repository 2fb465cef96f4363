namespace Numerics.Generators.Tests.Parse;

/// <summary>Rules that use the language's features one by one. Every one has a method <c>Step</c>.</summary>
internal static class LanguageSources
{
    /// <summary>Promises of every kind, on several rules that refer to each other.</summary>
    public const string Promises = """
        [UpdateRule]
        [Bounded(by: "learningRate", When = "weightDecay = 0, plain = false")]
        [Bounded(by: nameof(Longest), Norm = ArrayNorm.Euclidean, IsRelative = true)]
        [Equivariant(Symmetry.Permutation | Symmetry.SignFlip)]
        [Decreases(nameof(Outside), Factor = nameof(Remaining))]
        [FixedPoint(When = "weightDecay = 0")]
        [ReducesTo(typeof(R), nameof(Signs), When = "weightDecay = 0", Roundings = 4)]
        public static (Vec x, Vec m) Step(
            Vec x, Vec m, Vec g, [StepNumber] int t, [AtLeast(0)] double learningRate, double weightDecay = 0, bool plain = false) =>
            (x - learningRate * (Sign(m) + weightDecay * x), g);

        [UpdateRule, ReducesTo(typeof(R))]
        public static (Vec x, Vec m) Signs(
            Vec x, Vec m, Vec g, [StepNumber] int t, [AtLeast(0)] double learningRate, [AtLeast(1)] int @int = 3) =>
            (x - learningRate * Sign(m), g);

        [UpdateRule, Conjugate(nameof(Conjugate), nameof(Slope)), StronglyConvex("sharpness", Norm = ArrayNorm.Sum)]
        public static Scalar Potential(Vec x, double sharpness) => 0.5 * sharpness * Dot(x, x);

        [UpdateRule, StronglyConvex(nameof(Flatness)), StronglyConvex]
        public static Scalar Conjugate([Domain(ArrayDomain.Box)] Vec y, double sharpness, double tolerance = 0) => Dot(y, y) / (2 * sharpness);

        [UpdateRule, Projection]
        public static Vec Project(Vec x) => Max(x, 0);

        private static double Longest(double learningRate, int t) => t * learningRate;
        private static Scalar Outside(Vec x, double weightDecay) => Max(NormInf(weightDecay * x) - 1, 0);
        private static double Remaining(double learningRate, double weightDecay) => 1 - learningRate * weightDecay;
        private static Vec Slope(Vec at, double sharpness) => sharpness * at;
        private static double Flatness(double sharpness) => 1 / sharpness;
        """;

    private static readonly (string Name, string Members)[] Rules =
    [
        ("Lion", """
            [UpdateRule]
            public static (Vec x, Vec m) Step(Vec x, Vec m, Vec g,
                double learningRate = 1e-4, double beta1 = 0.9, double beta2 = 0.99, double weightDecay = 0)
            {
                Vec c = beta1 * m + (1 - beta1) * g;
                return (x - learningRate * (Sign(c) + weightDecay * x), beta2 * m + (1 - beta2) * g);
            }
            """),
        ("AdamW", """
            [UpdateRule]
            public static (Vec x, Vec m, Vec v) Step(Vec x, Vec m, Vec v, Vec g, [StepNumber] int t,
                double learningRate = 1e-3, [AtLeast(0), Below(1)] double beta1 = 0.9, [AtLeast(0), Below(1)] double beta2 = 0.999,
                double epsilon = 1e-8, double weightDecay = 1e-2)
            {
                Vec m1 = beta1 * m + (1 - beta1) * g;
                Vec v1 = Abs(beta2 * v) + (1 - beta2) * Square(g);
                Vec mHat = m1 / (1 - Math.Pow(beta1, t));
                Vec vHat = v1 / (1 - Math.Pow(beta2, t));
                return (x - learningRate * (mHat / (Sqrt(vHat) + epsilon) + weightDecay * x), m1, v1);
            }
            """),
        ("Lamb", """
            [UpdateRule]
            public static (Vec x, Vec m, Vec v) Step(Vec x, Vec m, Vec v, Vec g,
                double learningRate = 1e-3, double beta1 = 0.9, double beta2 = 0.999, double weightDecay = 1e-2)
            {
                Vec m1 = beta1 * m + (1 - beta1) * g;
                Vec v1 = Abs(beta2 * v) + (1 - beta2) * Square(g);
                Vec u = m1 / (Sqrt(v1) + 1e-6) + weightDecay * x;
                Scalar xn = Norm(x);
                Scalar un = Norm(u);
                Scalar trust = Select((xn > 0) & (un > 0), xn / un, 1);
                return (x - learningRate * trust * u, m1, v1);
            }
            """),
        ("host locals and control flow", """
            [UpdateRule]
            public static Vec Step(Vec x, Vec g, double a, double b, bool nesterov)
            {
                double c = a * 2 - b;
                if (c > 0.5)
                {
                    c = c / 3;
                }
                else if (nesterov)
                {
                    c = -c;
                }

                c += 1;
                double d = nesterov ? c : c * c;
                return x * c - d * g;
            }
            """),
        ("formulas under host conditions", """
            [UpdateRule]
            public static Vec Step(Vec x, Vec g, double a, bool nesterov)
            {
                Vec step = g;
                if (nesterov)
                {
                    step = Sign(g) + a * x;
                }

                if (a > 0.5)
                {
                    step = step * step;
                }

                return x - a * step;
            }
            """),
        ("early returns", """
            [UpdateRule]
            public static (Vec x, Vec m) Step(Vec x, Vec m, Vec g, double a, int n)
            {
                if (n == 1)
                {
                    return (x - g, m);
                }

                Vec m1 = m + a * g;
                if (n == 2)
                {
                    return (x, m1);
                }

                if (n < 4)
                {
                    m1 = m1 * 2;
                }

                return (x - m1, m1 / a);
            }
            """),
        ("loops", """
            [UpdateRule]
            public static Vec Step(Vec x, Vec g, double a)
            {
                Vec y = g;
                double factor = 1;
                for (int i = 0, j = 10; i < 5; i++, j -= 2)
                {
                    factor *= 1.0 / (2 * i + 1) + j;
                    y = y * x + factor;
                    int k = 0;
                    while (k < i)
                    {
                        y += a;
                        ++k;
                    }
                }

                return x - y;
            }
            """),
        ("local functions and lambdas", """
            [UpdateRule]
            public static Vec Step(Vec x, Vec g, double a)
            {
                double b = a + 1;
                Vec Scaled(Vec v, double by = 3) => v * (by + b);
                static Vec Clip(Vec v, double most) { return Clamp(v, -most, most); }
                Func<Vec, Vec> twice = v => Scaled(Scaled(v));
                Func<double, double> half = h => h / 2;
                Vec y = Apply(twice, Clip(g, half(a))) + Apply(Sign, x) + Apply(Clipped, g);
                return x - y;
                Vec Clipped(Vec v) => Clip(v, b);
            }

            private static Vec Apply(Func<Vec, Vec> f, Vec v) => f(f(v));
            """),
        ("generic functions closed by the caller", """
            public interface IKappa { static abstract Vec Subgradient(Vec c); static virtual double Weight => 2; static abstract double Scale(double s); }
            public readonly struct Signs : IKappa { public static Vec Subgradient(Vec c) => Sign(c); public static double Scale(double s) => s * 2; }
            public readonly struct Plain : IKappa { public static Vec Subgradient(Vec c) => c; public static double Scale(double s) => s + 1; }
            public readonly struct Twice<T> : IKappa where T : IKappa
            {
                public static Vec Subgradient(Vec c) => 2 * T.Subgradient(c);
                public static double Scale(double s) => T.Scale(T.Scale(s));
            }

            [UpdateRule]
            public static Vec Step(Vec x, Vec g, double a) =>
                x - Direction<Signs>(g, a) - Direction<Twice<Plain>>(g, a) - Direction<Twice<Twice<Signs>>>(x, a);

            private static Vec Direction<T>(Vec c, double a) where T : IKappa
            {
                Func<Vec, Vec> f = T.Subgradient;
                return Inner<T>(c) * T.Scale(a) + f(c);
            }

            private static Vec Inner<TKappa>(Vec c) where TKappa : IKappa => Square(TKappa.Subgradient(c));
            """),
        ("switch expressions and patterns", """
            public enum Mode { Plain = -1, Signed = 0, Squared = 5 }

            [UpdateRule]
            public static Vec Step(Vec x, Vec g, Mode mode, int n, double a)
            {
                double c = n switch { 1 => a, 2 or 3 => 2 * a, > 4 when a > 0.5 => 3, not 5 => 4, _ => 5 };
                Vec d = mode switch { Mode.Plain => g, Mode.Signed => Sign(g), _ => g * g };
                bool isSmall = a is > 0 and < 0.5;
                return x - (isSmall ? c : -c) * d - (mode == Mode.Squared ? 1 : 0) * x;
            }
            """),
        ("tuples and deconstruction", """
            [UpdateRule]
            public static (Vec x, Vec m) Step(Vec x, Vec m, Vec g, double a)
            {
                (Vec p, Vec q) = Both(x, g, a);
                var (r, (s, t)) = (p + q, (a, 2));
                (p, q) = (q, p);
                (double low, double high) range = (1, 2);
                (double, double) wide = Ints(3);
                Vec clipped = Clamp(r, -range.high, range.low);
                (_, Vec kept) = (clipped, g);
                return (x - p * s - t * clipped + wide.Item1 / 2 * kept, m + q / range.high);
            }

            private static (int, int) Ints(int n) => (n, n + 1);

            private static (Vec first, Vec second) Both(Vec x, Vec g, double a)
            {
                var result = (first: x * a, second: g);
                return (result.first, result.second);
            }
            """),
        ("host arithmetic", """
            private const double Third = 1.0 / 3;
            private static readonly double Base = 0.25;
            internal static double Offset => 0.125;
            private static double Helper(double v, int n) => v / n;
            private const float Small = 0.1f;

            [UpdateRule]
            internal static Vec Step(Vec x, Vec g, double a, int n, bool flag)
            {
                int i = n / 2 + 7 % 3 - (n << 2) + (~n & 0xF) + (-7 / 2) + (-7 % 3);
                long l = 5_000_000_000L / n + int.MaxValue;
                float f = Small * n;
                f += (float)a * 0.3f;
                f++;
                i++;
                int truncated = (int)(a * 10) + (int)-2.7;
                bool both = flag && n > 2 || !flag && n is 1;
                double e = default;
                double c = Third + Base + Offset + Helper(a, n) + Math.Max(i, n) + f + truncated + (both ? 0.5 : e) + (double)l * 1e-9;
                c = flag ^ both ? c : Math.Abs(-c) + Math.PI;
                return x + c * g + (i == n ? 1 : 2);
            }
            """),
        ("masks", """
            [UpdateRule]
            public static (Vec x, Scalar share) Step(Vec x, Vec g, Scalar s, double a)
            {
                Mask positive = g > 0;
                Mask agrees = (positive & (x > 0)) | !(positive | (x >= a)) ^ (g <= s);
                ScalarMask large = Norm(g) > 1;
                Vec y = Select(agrees & large, g, 2) + Select(large, g, x) + Select(!positive, 0, g) + Select(large, s, x);
                Scalar chosen = Select(large | (s < 0), s, a);
                return (x - chosen * y, CountTrue(agrees) / x.Length + Select(Equal(s, 0), 1, 2));
            }
            """),
        ("the vocabulary", """
            [UpdateRule]
            public static Vec Step(Vec x, Vec g, Scalar s, double a)
            {
                Vec p = Abs(g) + 0.5;
                Vec y = Sqrt(p) + ReciprocalSqrt(p) + Exp(-p) + Expm1(-p) + Log(p) + Log1p(p) + Tanh(g) + Sigmoid(g) + Softplus(g)
                    + Pow(p, a) + Pow(2, -p) + Min(x, g) + Max(x, s) + Clamp(x, -p, p) + FusedMultiplyAdd(x, g, p) + Square(g)
                    + Select(NotEqual(x, g), x, g) + Sign(g);
                Scalar r = Sum(g) + Mean(x) + Min(x) + Max(x) + Dot(x, g) + Norm(g) + Norm1(g) + NormInf(g) + LogSumExp(g)
                    + CountTrue(x > g) + Sqrt(Abs(s)) + Sigmoid(s) + Min(s, a) + Clamp(s, 0, 1) + Sqrt(a) + Pow(a, 2);
                return y * r + Global(Norm(g)) * x;
            }
            """),
        ("functions of functions", """
            /// <summary>Strips: the arguments of one function, of the next, and what is made of both.</summary>
            [UpdateRule]
            public static (Vec x, Vec m, Scalar total) Step(Vec x, Vec m, Vec g, double step)
            {
                Vec weight = Exp(-step * g);
                Vec m1 = m + Log(weight + x * x);
                return (x - step * weight * Tanh(g), m1, Sum(weight));
            }
            """),
        ("scalar state and host state", """
            [UpdateRule]
            public static (Vec x, Scalar d, double product, int count, Scalar residual) Step(
                Vec x, Vec g, Scalar d, double product, int count, double a = 0.9)
            {
                Scalar n = Norm(g);
                Scalar d1 = Max(d, n / (1 + a));
                double p = product * (a + count);
                return (x - d1 * g / p, d1, p, count + 1, n);
            }
            """),
        ("conjugate gradients: a chain of reductions", """
            [UpdateRule]
            public static (Vec x, Vec r, Vec p) Step(Vec x, Vec r, Vec p, Vec q)
            {
                Scalar rr = Dot(r, r);
                Scalar alpha = rr / Dot(p, q);
                Vec r1 = r - alpha * q;
                Scalar beta = Dot(r1, r1) / rr;
                return (x + alpha * p, r1, r1 + beta * p);
            }
            """),
        ("a reduction that is itself a factor", """
            [UpdateRule]
            public static Vec Step(Vec x, Vec g) => x - Sum(g) * x + Max(x);
            """),
        ("old values that a later pass needs", """
            [UpdateRule]
            public static (Vec x, Vec m, Vec v) Step(Vec x, Vec m, Vec v, Vec g)
            {
                Scalar n = Norm(g);
                Vec m1 = m + g * v;
                return (x - m / n, m1, Sqrt(Abs(m1)) + m);
            }
            """),
        ("swaps and copies", """
            [UpdateRule]
            public static (Vec x, Vec y, Vec z, Vec copy) Step(Vec x, Vec y, Vec z, Vec g)
            {
                Scalar n = Norm(y);
                return (y, x, z, g * n);
            }
            """),
        ("an unnamed result", """
            [UpdateRule]
            [return: Updates("x")]
            public static Vec Step(Vec x, Vec g, double destination) => x - destination * g;
            """),
        ("parameters assigned", """
            [UpdateRule]
            public static Vec Step(Vec x, Vec g, double a)
            {
                a = a * 2;
                g = g * a;
                g /= 3;
                x -= g;
                return Twice(x, a);

                static Vec Twice(Vec v, double by) { v *= by; by = 1; return v + by; }
            }
            """),
        ("functions see the variables of their way", """
            [UpdateRule]
            public static Vec Step(Vec x, Vec g, double a, bool flag)
            {
                double c = 1;
                Func<Vec, Vec> f = v => c * v;
                if (flag)
                {
                    c = 2;
                    return f(x) - Local(g);
                }

                c = a;
                if (a > 0.5) { c = 7; } else { g = f(g); }
                return f(x) + Local(g);
                Vec Local(Vec v) => v * c;
            }
            """),
        ("joined coefficients", """
            [UpdateRule]
            public static Vec Step(Vec x, Vec g, double a, bool flag, bool other)
            {
                Vec y = flag ? 2 * x + a * g : a * x + 3 * g;
                Vec z = other ? y * 2 : y * 3;
                return flag && other ? z * 5 : z * 6;
            }
            """),
        ("conditions on conditions", """
            [UpdateRule]
            public static Vec Step(Vec x, Vec g, double a, bool flag, bool other)
            {
                bool both = flag && other;
                bool any = !flag || (a > 0.5 ? other : flag);
                Vec y = both ? Sign(x) : x;
                Vec z = any ? y * g : Square(y);
                return !both ? z - g : z * z;
            }
            """),
        ("literal factors at the edge of the range", """
            [UpdateRule]
            public static Vec Step(Vec x, Vec g) => 1e30 * (1e-30 * x) + 1e30 * (1e30 * (1e-60 * g)) + x / 1e-39 * 1e-39 + g / 4;
            """),
    ];

    public static string Find(string name) => Rules.Single(r => r.Name == name).Members;

    public static TheoryData<string, string> All()
    {
        var data = new TheoryData<string, string>();
        foreach ((string name, string members) in Rules)
        {
            data.Add(name, members);
        }

        return data;
    }
}
