"""Control of Poisson's equation by SciPy's trust-constr: the problem of `control` of Numerics.Benchmarks, with sparse derivatives.

    eng/in-peers.sh <folder> python3 /repository/benchmarks/peers/pde_control.py [seconds] [side ...]

Each side runs in a process of its own, whose peak memory is told; one that takes longer than so many seconds ends the table.
"""
import multiprocessing
import resource
import sys
import time

import numpy as np
import scipy.sparse as sp
from scipy.optimize import LinearConstraint, NonlinearConstraint, minimize

WEIGHT, TOLERANCE = 0.1, 1e-6


def laplacian(side):
    line = sp.diags([1, -2, 1], [-1, 0, 1], shape=(side, side))
    one = sp.identity(side)
    return ((side + 1) ** 2 / 4) * (sp.kron(line, one) + sp.kron(one, line))


def problem(side, is_nonlinear):
    points = side * side
    k = np.arange(points)
    scale, middle = 0.1 / np.sqrt(15), (side + 1) / 2
    wanted = np.sin(4 + scale * (k // side + 1 - middle)) + np.cos(3 + scale * (k % side + 1 - middle))
    target = np.concatenate([wanted, np.zeros(points)])
    weight = np.concatenate([np.ones(points), np.full(points, WEIGHT)])
    a, one = laplacian(side), sp.identity(points)

    def value(x):
        return 0.5 * np.sum(weight * (x - target) ** 2)

    def gradient(x):
        return weight * (x - target)

    def hessian(x):
        return sp.diags(weight)

    if not is_nonlinear:
        jacobian = sp.hstack([a, one]).tocsr()
        return value, gradient, hessian, LinearConstraint(jacobian, 0, 0), lambda x: jacobian @ x, lambda x: jacobian

    def constraints(x):
        return x[:points] ** 3 - a @ x[:points] + x[points:]

    def jacobian(x):
        return sp.hstack([sp.diags(3 * x[:points] ** 2) - a, one]).tocsr()

    def curvature(x, u):
        return sp.diags(np.concatenate([6 * u * x[:points], np.zeros(points)]))

    return (value, gradient, hessian, NonlinearConstraint(constraints, 0, 0, jac=jacobian, hess=curvature),
            constraints, jacobian)


def solve(side, is_nonlinear, answer):
    value, gradient, hessian, constraint, c, jacobian = problem(side, is_nonlinear)
    start = time.perf_counter()
    result = minimize(
        value, np.ones(2 * side * side), jac=gradient, hess=hessian, constraints=[constraint], method="trust-constr",
        options={"gtol": TOLERANCE / side, "xtol": 1e-14, "maxiter": 2000})
    seconds = time.perf_counter() - start
    kkt = np.hypot(np.linalg.norm(gradient(result.x) + jacobian(result.x).T @ result.v[0]), np.linalg.norm(c(result.x)))
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    answer.put((seconds, memory, result.nit, result.fun, kkt, result.status))


def main():
    limit = float(sys.argv[1]) if len(sys.argv) > 1 else 300
    sides = [int(s) for s in sys.argv[2:]] or [10, 20, 30, 50, 70, 100]
    print("| problem | side | variables | time | peak memory | iterations | f | KKT residual |\n|---|---|---|---|---|---|---|---|")
    for is_nonlinear in (False, True):
        name = "nonlinear" if is_nonlinear else "as given"
        for side in sides:
            answer = multiprocessing.Queue()
            process = multiprocessing.Process(target=solve, args=(side, is_nonlinear, answer))
            process.start()
            try:
                seconds, memory, count, f, kkt, status = answer.get(timeout=limit)
            except Exception:
                process.terminate()
                print(f"| {name} | {side} | {2 * side * side} | more than {limit:.0f} s | | | | |", flush=True)
                break
            process.join()
            print(f"| {name} | {side} | {2 * side * side} | {seconds:.2f} s | {memory:.0f} MB | {count} | {f:.6f} | {kkt:.1e} |",
                  flush=True)


main()
