"""Least squares by LAPACK, through SciPy, on a matrix drawn as `sketching` of Numerics.Benchmarks draws its own.

    eng/in-peers.sh <folder> python3 /repository/benchmarks/peers/least_squares.py [rows]
"""
import sys
import time

import numpy as np
import scipy.linalg as la

ROWS = int(sys.argv[1]) if len(sys.argv) > 1 else 200_000
COLUMNS, CONDITION, ROUNDS = 200, 1e8, 3


def draw():
    random = np.random.default_rng(1)
    scales = CONDITION ** -(np.arange(COLUMNS) / (COLUMNS - 1.0))
    g = random.standard_normal((ROWS, COLUMNS))
    a = g @ (scales[:, None] * random.standard_normal((COLUMNS, COLUMNS)))
    b, e = a @ random.standard_normal(COLUMNS), random.standard_normal(ROWS)
    for _ in range(2):
        e -= g @ np.linalg.solve(g.T @ g, g.T @ e)
    return a, b + e * np.linalg.norm(b) / np.linalg.norm(e)


def by_qr(a, b):
    """Q is applied to b and not formed: the cheapest way that SciPy has to a QR solution."""
    qtb, r = la.qr_multiply(a, b, mode="right")
    return la.solve_triangular(r, qtb)


def main():
    a, b = draw()
    norm = np.linalg.norm(a, 2)
    print(f"{ROWS}×{COLUMNS}, condition {CONDITION:.0e}")
    for name, solve in [
        ("LAPACK QR (geqrf, ormqr)", by_qr),
        ("LAPACK gelsy", lambda a, b: la.lstsq(a, b, lapack_driver="gelsy")[0]),
        ("LAPACK gelsd", lambda a, b: la.lstsq(a, b, lapack_driver="gelsd")[0]),
    ]:
        times = []
        for _ in range(ROUNDS):
            start = time.perf_counter()
            x = solve(a, b)
            times.append(time.perf_counter() - start)
        r = b - a @ x
        slope = np.linalg.norm(a.T @ r) / norm / np.linalg.norm(r)
        print(f"| {name} | {slope:.1e} | {min(times):.3f} s |", flush=True)


main()
