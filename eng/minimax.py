"""Polynomial coefficients of Numerics.Runtime.Elementary.

Weighted least squares on Chebyshev points, with 60 digits: within a small factor of the minimax polynomial of that degree.
The coefficients are rounded to the element type from the lowest up, each time fitting the rest again, so that the rounding
of one is made good by the others. What counts is the error printed: the greatest of 2000 points, in parts of the result.

    python3 eng/minimax.py        prints every table
"""
from mpmath import mp, mpf, matrix, lu_solve, exp, expm1, atan, atanh, tanh, sqrt, log, frexp, ldexp, nint, sin, cos, pi, taylor

mp.dps = 60


def rounded(c, bits):
    m, e = frexp(c)
    return ldexp(nint(ldexp(m, bits)), e - bits)


def fit(f, weight, degree, a, b, shift=0):
    """Coefficients of x^shift ... x^(shift + degree), by least squares on Chebyshev points."""
    count = 8 * (degree + 2)
    xs = [(a + b) / 2 + (b - a) / 2 * cos(pi * (i + mpf(1) / 2) / count) for i in range(count)]
    system = matrix(count, degree + 1)
    right = matrix(count, 1)
    for i, x in enumerate(xs):
        for j in range(degree + 1):
            system[i, j] = weight(x) * x ** (shift + j)
        right[i] = weight(x) * f(x)
    return lu_solve(system, right)


def table(name, f, weight, degree, a, b, bits):
    fixed = []
    for k in range(degree + 1):
        rest = lambda x: f(x) - sum(c * x ** i for i, c in enumerate(fixed))
        fixed.append(rounded(fit(rest, weight, degree - k, a, b, k)[0], bits))
    xs = [a + (b - a) * (i + mpf(1) / 2) / 2000 for i in range(2000)]
    left = max(abs(weight(x) * (sum(c * x ** i for i, c in enumerate(fixed)) - f(x))) for x in xs)
    print(f"{name}, {'float' if bits == 24 else 'double'}, degree {degree}: error 2^{float(log(left, 2)):.1f}")
    for c in fixed:
        print("   ", mp.nstr(c, 9 if bits == 24 else 17))


def series(f, terms):
    """f from its Taylor coefficients at 0, where the closed form cancels."""
    c = [mpf(v) for v in terms]
    return lambda x: sum(v * x ** i for i, v in enumerate(c)) if abs(x) < mpf(1) / 10 ** 6 else f(x)


FACTORIALS = [mpf(1) / mp.factorial(i + 2) for i in range(12)]
exp_tail = series(lambda r: (expm1(r) - r) / r ** 2, FACTORIALS)
log_tail = series(lambda z: (atanh(sqrt(z)) / sqrt(z) - 1) / z * 2, [mpf(2) / (2 * i + 3) for i in range(12)])
pow_tail = series(lambda z: (atanh(sqrt(z)) / sqrt(z) - 1 - z / 3) / z ** 2, [mpf(1) / (2 * i + 5) for i in range(12)])
tanh_terms = taylor(tanh, 0, 25)[3::2]
tanh_tail = series(lambda z: (tanh(sqrt(z)) / sqrt(z) - 1) / z, tanh_terms)
sin_tail = series(lambda z: (sin(sqrt(z)) / sqrt(z) - 1) / z, [(-1) ** (i + 1) / mp.factorial(2 * i + 3) for i in range(12)])
cos_tail = series(lambda z: (cos(sqrt(z)) - 1 + z / 2) / z ** 2, [(-1) ** i / mp.factorial(2 * i + 4) for i in range(12)])
atan_tail = series(lambda z: (atan(sqrt(z)) / sqrt(z) - 1) / z, [(-1) ** (i + 1) * mpf(1) / (2 * i + 3) for i in range(12)])

HALF_LN2 = mpf("0.34661")
ATANH_LIMIT = ((sqrt(mpf(2)) - 1) / (sqrt(mpf(2)) + 1)) ** 2 * mpf("1.0001")
TANH_LIMIT = mpf("0.5625") ** 2
QUADRANT = (pi / 4 * mpf("1.01")) ** 2
ATAN_LIMIT = mpf("0.25")

if __name__ == "__main__":
    for bits, e, l, p, t, si, co, a in ((24, 4, 2, 2, 4, 2, 2, 5), (53, 9, 6, 7, 10, 5, 5, 12)):
        table("(e^r - 1 - r) / r^2", exp_tail, lambda r: r ** 2 / exp(r), e, -HALF_LN2, HALF_LN2, bits)
        table("(2 atanh(s)/s - 2) / s^2 in s^2", log_tail, lambda z: z / 2, l, mpf(0), ATANH_LIMIT, bits)
        table("(atanh(s)/s - 1 - s^2/3) / s^4 in s^2", pow_tail, lambda z: z ** 2, p, mpf(0), ATANH_LIMIT, bits)
        table("(tanh(x)/x - 1) / x^2 in x^2", tanh_tail, lambda z: z, t, mpf(0), TANH_LIMIT, bits)
        table("(sin(x)/x - 1) / x^2 in x^2", sin_tail, lambda z: z, si, mpf(0), QUADRANT, bits)
        table("(cos(x) - 1 + x^2/2) / x^4 in x^2", cos_tail, lambda z: z ** 2 / cos(sqrt(z)), co, mpf(0), QUADRANT, bits)
        table("(atan(x)/x - 1) / x^2 in x^2", atan_tail, lambda z: z, a, mpf(0), ATAN_LIMIT, bits)
    for bits in (24, 53):
        rest = pi / 2
        for part in ("head", "middle", "tail"):
            print(f"pi/2, {'float' if bits == 24 else 'double'}, {part}:", mp.nstr(rounded(rest, bits), 9 if bits == 24 else 17))
            rest -= rounded(rest, bits)
