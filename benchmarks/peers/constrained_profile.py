"""The 68 constrained test problems by our method and by SciPy's SLSQP and trust-constr: a table and a performance profile.

    benchmarks/peers/constrained_profile.sh [folder]

All three get the same values and derivatives, from the same program; the time that its answers take is not SciPy's. Solved is what
ends at the listed optimum to 1e-4·(1 + |f*|) with ‖c‖ ≤ 1e-4.
"""
import subprocess
import sys
import time
import warnings

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt
import numpy as np
from scipy.optimize import NonlinearConstraint, minimize

ROUNDS, OF_OPTIMUM, OF_CONSTRAINTS, MOST = 3, 1e-4, 1e-4, 1000


class Server:
    def __init__(self, program):
        self.process = subprocess.Popen([program, "problems"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.waited = 0.0

    def ask(self, *words):
        start = time.perf_counter()
        self.process.stdin.write(" ".join(words) + "\n")
        self.process.stdin.flush()
        answer = self.process.stdout.readline().split()
        self.waited += time.perf_counter() - start
        return answer


class Problem:
    """A problem whose last point is remembered, so that a value and its derivatives are one evaluation."""

    def __init__(self, server, name):
        self.server, self.name = server, name
        m, optimum, *start = server.ask("size", name)
        self.m, self.optimum, self.start = int(m), float(optimum), np.array(start, dtype=float)
        self.n = len(self.start)
        self.reset()

    def reset(self):
        self.evaluations, self.at = 0, None

    def evaluate(self, x):
        if self.at is None or not np.array_equal(x, self.at):
            self.at = np.array(x)
            self.evaluations += 1
            numbers = np.array(self.server.ask("evaluate", self.name, *map(repr, map(float, x))), dtype=float)
            self.value, rest = numbers[0], numbers[1:]
            self.gradient, rest = rest[:self.n], rest[self.n:]
            self.constraints, self.jacobian = rest[:self.m], rest[self.m:].reshape(self.m, self.n)
        return self

    def hessian(self, x, multipliers):
        words = map(repr, map(float, [*x, *multipliers]))
        return np.array(self.server.ask("hessian", self.name, *words), dtype=float).reshape(self.n, self.n)


def slsqp(p):
    return minimize(
        lambda x: p.evaluate(x).value, p.start, jac=lambda x: p.evaluate(x).gradient, method="SLSQP",
        constraints=[{"type": "eq", "fun": lambda x: p.evaluate(x).constraints, "jac": lambda x: p.evaluate(x).jacobian}],
        options={"ftol": 1e-10, "maxiter": MOST})


def trust_constr(p):
    nothing = np.zeros(p.m)
    return minimize(
        lambda x: p.evaluate(x).value, p.start, jac=lambda x: p.evaluate(x).gradient, method="trust-constr",
        hess=lambda x: p.hessian(x, nothing),
        constraints=[NonlinearConstraint(
            lambda x: p.evaluate(x).constraints, 0, 0, jac=lambda x: p.evaluate(x).jacobian,
            hess=lambda x, u: p.hessian(x, u) - p.hessian(x, nothing))],
        options={"gtol": 1e-6, "xtol": 1e-12, "maxiter": MOST})


def by_scipy(server, p, method):
    seconds = np.inf
    for _ in range(ROUNDS):
        p.reset()
        server.waited, start = 0.0, time.perf_counter()
        try:
            x = method(p).x
        except (ValueError, np.linalg.LinAlgError):
            return np.inf, np.inf
        seconds = min(seconds, time.perf_counter() - start - server.waited)
    count = p.evaluations
    p.evaluate(x)
    return (seconds, count) if is_solved(p, p.value, np.linalg.norm(p.constraints)) else (np.inf, np.inf)


def is_solved(p, value, violation):
    return abs(value - p.optimum) <= OF_OPTIMUM * (1 + abs(p.optimum)) and violation <= OF_CONSTRAINTS


def ours(server, p):
    seconds, count, value, violation, _ = server.ask("solve", p.name)
    return (float(seconds), float(count)) if is_solved(p, float(value), float(violation)) else (np.inf, np.inf)


def draw(results, names, path):
    figure, axes = plt.subplots(1, 2, figsize=(10, 4), sharey=True)
    for axis, column, title in zip(axes, (0, 1), ("time", "evaluations")):
        costs = results[:, :, column]
        best = costs.min(axis=1, keepdims=True)
        ratios = np.where(np.isfinite(costs), costs / best, np.inf)
        for k, name in enumerate(names):
            known = np.sort(ratios[np.isfinite(ratios[:, k]), k])
            share = np.arange(1, len(known) + 1) / len(costs)
            limit = ratios[np.isfinite(ratios)].max()
            axis.step([1, *known, limit], [0, *share, share[-1] if len(share) else 0], where="post", label=name)
        axis.set_xscale("log")
        axis.set_xlabel(f"{title}, relative to the best of the three")
        axis.grid(alpha=0.3)
    axes[0].set_ylabel("share of the 68 problems solved")
    axes[0].set_ylim(0, 1)
    axes[1].legend(loc="lower right")
    figure.tight_layout()
    figure.savefig(path, dpi=110)


def main():
    warnings.filterwarnings("ignore")
    server = Server(sys.argv[1])
    problems = [Problem(server, name) for name in server.ask("list")]
    names = ("Constrained.Minimize", "SLSQP", "trust-constr")
    for p in problems:
        ours(server, p)
    results = np.array([[ours(server, p), by_scipy(server, p, slsqp), by_scipy(server, p, trust_constr)] for p in problems])
    print("| | solved | time of those that all solve | evaluations of those | not solved |\n|---|---|---|---|---|")
    common = np.isfinite(results).all(axis=(1, 2))
    for k, name in enumerate(names):
        solved = np.isfinite(results[:, k, 0])
        missing = ", ".join(p.name for p, is_good in zip(problems, solved) if not is_good)
        seconds, count = results[common, k].sum(axis=0)
        print(f"| {name} | {solved.sum()} | {1000 * seconds:.1f} ms | {count:.0f} | {missing} |")
    print(f"\n{common.sum()} are solved by all.")
    draw(results, names, sys.argv[2])


main()
