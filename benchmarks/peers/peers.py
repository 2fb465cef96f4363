"""Optimizer steps in PyTorch: fused where it has a fused step, compiled or eager otherwise.

    python3 peers.py                 measures every case; prints one JSON line each (median and least milliseconds)
    python3 peers.py --serve         reads case names from standard input, one a line; answers each with one sample's
                                     milliseconds a step, so that another program can take turns with it
    python3 peers.py --list          the names of the cases

Each case works on 16,000,000 float elements, products on squares of 1024 rows, transport on costs of 2000 × 2000, with two
threads and the hyperparameters that our benchmarks use.
"""

import argparse
import ctypes
import json
import os
import statistics
import sys
import time

# Debian's PyTorch keeps the vector functions that compiled code calls to itself, so that the compiler's own trial fails
# and it falls back to scalar loops. With the library made global, here and in the trial's process, compiled steps are
# vectorised as they are with PyTorch's own packages. The cases called scalar show what Debian's packages do by themselves.
os.environ["LD_PRELOAD"] = "libsleef.so.3"
ctypes.CDLL("libsleef.so.3", mode=ctypes.RTLD_GLOBAL)

import torch
from torch._inductor import config as inductor
from torch._inductor import cpu_vec_isa

ELEMENTS = 16_000_000
PRODUCT_SIZE = 1024
TRANSPORT_SIZE = 2000
TRANSPORT_EPSILON = 1e-2
TRANSPORT_ITERATIONS = 20
TENSORS = 2_000
THREADS = 2
SEED = 20260101
LEARNING_RATE = 1e-3
LION_LEARNING_RATE = 1e-4
WEIGHT_DECAY = 1e-2
BETAS = (0.9, 0.999)
LION_BETAS = (0.9, 0.99)
EPSILON = 1e-8
LAMB_EPSILON = 1e-6
MOMENTUM = 0.9
WARM_UP_STEPS = 5
ROUNDS = 15
SAMPLE_SECONDS = 0.1


def parameters(count):
    """Random parameters with gradients, `count` tensors of equal length."""
    generator = torch.Generator().manual_seed(SEED)
    length = ELEMENTS // count
    tensors = [torch.nn.Parameter(torch.rand(length, generator=generator) - 0.5) for _ in range(count)]
    for tensor in tensors:
        tensor.grad = torch.rand(length, generator=generator) - 0.5
    return tensors


def optimizer_step(kind, count=1, **options):
    """The step of one of PyTorch's own optimizers."""
    return kind(parameters(count), **options).step


def lion(x, m, g):
    """x' = (1-ηλ)x - η·sign(β₁m + (1-β₁)g);  m' = β₂m + (1-β₂)g, in place."""
    beta1, beta2 = LION_BETAS
    c = beta1 * m + (1 - beta1) * g
    x.mul_(1 - LION_LEARNING_RATE * WEIGHT_DECAY).sub_(LION_LEARNING_RATE * torch.sign(c))
    m.mul_(beta2).add_(g, alpha=1 - beta2)


def lamb(x, m, v, g, correction1, correction2):
    """LAMB in place; the corrections 1 - βᵗ arrive as tensors so that a compiled step serves every t."""
    beta1, beta2 = BETAS
    m.mul_(beta1).add_(g, alpha=1 - beta1)
    v.mul_(beta2).add_(g * g, alpha=1 - beta2)
    r = (m / correction1) / (torch.sqrt(v / correction2) + LAMB_EPSILON) + WEIGHT_DECAY * x
    x_norm = torch.linalg.vector_norm(x)
    r_norm = torch.linalg.vector_norm(r)
    trust = torch.where((x_norm > 0) & (r_norm > 0), x_norm / r_norm, 1.0)
    x.sub_(LEARNING_RATE * trust * r)


def compiled(function, vectors=True):
    """The function compiled anew at its next call, to vector instructions or, as where the compiler finds none, to scalar ones."""
    torch._dynamo.reset()
    inductor.cpp.simdlen = None if vectors else 1
    inductor.fx_graph_cache = False
    return torch.compile(function)


def lion_step(function):
    """A Lion step over one tensor."""
    [x] = parameters(1)
    data, m = x.data, torch.zeros_like(x.data)
    return lambda: function(data, m, x.grad)


def lamb_step(function):
    """A LAMB step over one tensor; counts its steps."""
    [x] = parameters(1)
    data, m, v = x.data, torch.zeros_like(x.data), torch.zeros_like(x.data)
    number = 0

    def step():
        nonlocal number
        number += 1
        function(data, m, v, x.grad, torch.tensor(1 - BETAS[0] ** number), torch.tensor(1 - BETAS[1] ** number))

    return step


def product_step(dtype):
    """A product of square matrices into a third."""
    generator = torch.Generator().manual_seed(SEED)
    left, right = (torch.rand(PRODUCT_SIZE, PRODUCT_SIZE, generator=generator, dtype=dtype) - 0.5 for _ in range(2))
    result = torch.empty_like(left)
    return lambda: torch.mm(left, right, out=result)


def transport_problem(dtype):
    """Costs in [0, 1) and equal weights."""
    generator = torch.Generator().manual_seed(SEED)
    cost = torch.rand(TRANSPORT_SIZE, TRANSPORT_SIZE, generator=generator, dtype=dtype)
    return cost, torch.full((TRANSPORT_SIZE,), 1 / TRANSPORT_SIZE, dtype=dtype)


def sinkhorn_log(g, cost, log_weights):
    """An iteration of Sinkhorn's algorithm in the log domain."""
    f = -TRANSPORT_EPSILON * torch.logsumexp(log_weights + (g - cost) / TRANSPORT_EPSILON, dim=1)
    return -TRANSPORT_EPSILON * torch.logsumexp((log_weights + f / TRANSPORT_EPSILON)[:, None] - cost / TRANSPORT_EPSILON, dim=0)


def sinkhorn_log_step(function):
    """Iterations in the log domain, each from the last one's potential."""
    cost, weights = transport_problem(torch.float32)
    g, log_weights = torch.zeros_like(weights), torch.log(weights)

    def step():
        nonlocal g
        g = function(g, cost, log_weights)

    return step


def sinkhorn_kernel_step():
    """Iterations on the plain kernel exp(-C/ε)."""
    cost, weights = transport_problem(torch.float32)
    kernel, v = torch.exp(-cost / TRANSPORT_EPSILON), torch.ones_like(weights)

    def step():
        nonlocal v
        u = weights / (kernel @ v)
        v = weights / (kernel.T @ u)

    return step


def pot_step(method):
    """So many iterations of POT's solver in one call; Case divides by their number."""
    import ot
    cost, weights = (tensor.numpy() for tensor in transport_problem(torch.float64))

    def step():
        ot.sinkhorn(weights, weights, cost, TRANSPORT_EPSILON, method=method, numItermax=TRANSPORT_ITERATIONS,
                    stopThr=0, warn=False)

    step.iterations = TRANSPORT_ITERATIONS
    return step


ADAMW = dict(lr=LEARNING_RATE, betas=BETAS, eps=EPSILON, weight_decay=WEIGHT_DECAY)
ADAM = dict(lr=LEARNING_RATE, betas=BETAS, eps=EPSILON)
SGD = dict(lr=LEARNING_RATE, momentum=MOMENTUM)

CASES = {
    "adamw fused": lambda: optimizer_step(torch.optim.AdamW, fused=True, **ADAMW),
    "adamw foreach": lambda: optimizer_step(torch.optim.AdamW, foreach=True, **ADAMW),
    "adam fused": lambda: optimizer_step(torch.optim.Adam, fused=True, **ADAM),
    "sgd fused": lambda: optimizer_step(torch.optim.SGD, fused=True, **SGD),
    "sgd foreach": lambda: optimizer_step(torch.optim.SGD, foreach=True, **SGD),
    "lion compiled": lambda: lion_step(compiled(lion)),
    "lion compiled, scalar": lambda: lion_step(compiled(lion, vectors=False)),
    "lion eager": lambda: lion_step(lion),
    "lamb compiled": lambda: lamb_step(compiled(lamb)),
    "lamb compiled, scalar": lambda: lamb_step(compiled(lamb, vectors=False)),
    "lamb eager": lambda: lamb_step(lamb),
    "adamw-many fused": lambda: optimizer_step(torch.optim.AdamW, TENSORS, fused=True, **ADAMW),
    "product mm": lambda: product_step(torch.float32),
    "product-double mm": lambda: product_step(torch.float64),
    "sinkhorn torch, log domain": lambda: sinkhorn_log_step(sinkhorn_log),
    "sinkhorn torch compiled, log domain": lambda: sinkhorn_log_step(compiled(sinkhorn_log)),
    "sinkhorn torch, plain kernel": sinkhorn_kernel_step,
    "sinkhorn POT, log domain": lambda: pot_step("sinkhorn_log"),
    "sinkhorn POT, plain kernel": lambda: pot_step("sinkhorn"),
}


class Case:
    """A case ready to be timed: memory touched, code compiled, the steps of one sample counted."""

    def __init__(self, name):
        self.step = CASES[name]()
        for _ in range(WARM_UP_STEPS):
            self.step()
        start = time.perf_counter()
        self.step()
        self.steps = max(1, round(SAMPLE_SECONDS / (time.perf_counter() - start)))

    def sample(self):
        """Milliseconds a step, after one that is not timed."""
        self.step()
        start = time.perf_counter()
        for _ in range(self.steps):
            self.step()
        return (time.perf_counter() - start) * 1e3 / self.steps / getattr(self.step, "iterations", 1)


def serve():
    """Answers case names with samples. Only the case last asked for keeps its memory."""
    name, case = None, None
    for line in sys.stdin:
        if line.strip() != name:
            case = None
            name = line.strip()
            case = Case(name)
        print(case.sample(), flush=True)


def measure(names):
    """Prints one JSON line a case."""
    for name in names:
        case = Case(name)
        samples = [case.sample() for _ in range(ROUNDS)]
        print(json.dumps({
            "case": name, "median_ms": statistics.median(samples), "min_ms": min(samples), "rounds": ROUNDS,
            "steps_per_round": case.steps, "elements": ELEMENTS, "threads": THREADS, "torch": torch.__version__,
        }), flush=True)


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--serve", action="store_true")
    arguments.add_argument("--list", action="store_true")
    arguments.add_argument("cases", nargs="*", default=[])
    chosen = arguments.parse_args()
    torch.set_num_threads(THREADS)
    torch.set_grad_enabled(False)
    if not cpu_vec_isa.pick_vec_isa():
        sys.exit("peers: PyTorch's compiler finds no vector instructions; is libsleef-dev installed?")
    if chosen.list:
        print("\n".join(CASES))
    elif chosen.serve:
        serve()
    else:
        measure(chosen.cases or CASES)


if __name__ == "__main__":
    main()
