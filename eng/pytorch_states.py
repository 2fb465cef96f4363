#!/usr/bin/env python3
"""Writes what PyTorch's optimizers save and where they go next, for tests/Numerics.Tests/Optimizers/PyTorch.

Needs PyTorch 2.6 and safetensors (Debian 13: python3-torch, python3-safetensors). Usage:

    pytorch_states.py write FOLDER     one file for each optimizer: its state after 5 steps (state.i.name), the parameters
                                       then (parameter.i) and after 5 more (expected.i), all in float64
    pytorch_states.py check FOLDER     loads NAME.numerics.safetensors (this library's Save after those 5 steps) into PyTorch,
                                       takes the 5 further steps there, and compares with expected.i;
                                       the tests write those files where NUMERICS_PYTORCH_OUT says

The gradient of element k of parameter i at step t is cos(0.7·t + 0.3·k + i): the test repeats it.
"""
import math
import pathlib
import sys

import torch
from safetensors.torch import load_file, save_file

TAKEN, FURTHER = 5, 5
SHAPES = [(2, 3), (4,)]
# A few roundings of float64 in each of ten steps. NAdam's product of momenta is float32 in PyTorch until it is loaded.
TOLERANCE, PRODUCT_TOLERANCE = 1e-14, 6e-9

OPTIMIZERS = {
    "Adadelta": lambda p: torch.optim.Adadelta(p, lr=0.5, weight_decay=0.1),
    "Adagrad": lambda p: torch.optim.Adagrad(p, lr_decay=0.1, initial_accumulator_value=0.2),
    "Adam": lambda p: torch.optim.Adam(p, lr=0.01, weight_decay=0.1),
    "AdamW": lambda p: torch.optim.AdamW(p, lr=0.01),
    "Adamax": lambda p: torch.optim.Adamax(p, lr=0.01),
    "AmsGrad": lambda p: torch.optim.Adam(p, lr=0.01, amsgrad=True),
    "NAdam": lambda p: torch.optim.NAdam(p, lr=0.01),
    "RAdam": lambda p: torch.optim.RAdam(p, lr=0.01, weight_decay=0.1, decoupled_weight_decay=True),
    "RmsProp": lambda p: torch.optim.RMSprop(p),
    "RmsPropCentered": lambda p: torch.optim.RMSprop(p, momentum=0.9, centered=True),
    "Sgd": lambda p: torch.optim.SGD(p, lr=0.1, momentum=0.9, nesterov=True),
}


def parameters():
    return [torch.nn.Parameter(torch.arange(math.prod(s), dtype=torch.float64).reshape(s) * 0.25 - i)
            for i, s in enumerate(SHAPES)]


def step(optimizer, tensors, t):
    for i, x in enumerate(tensors):
        k = torch.arange(x.numel(), dtype=torch.float64).reshape(x.shape)
        x.grad = torch.cos(0.7 * t + 0.3 * k + i)
    optimizer.step()


def to_tensors(optimizer):
    """PyTorch's state_dict as named tensors."""
    return {f"state.{i}.{name}": torch.as_tensor(value).detach().clone()
            for i, state in optimizer.state_dict()["state"].items()
            for name, value in state.items() if value is not None}


def from_tensors(optimizer, tensors):
    """Named tensors into a PyTorch optimizer with the same parameters."""
    shapes = [x.shape for group in optimizer.param_groups for x in group["params"]]
    saved = optimizer.state_dict()
    saved["state"] = {}
    for key, value in tensors.items():
        _, i, name = key.split(".", 2)
        value = value.reshape(shapes[int(i)]) if value.dim() > 0 else value
        saved["state"].setdefault(int(i), {})[name] = value
    optimizer.load_state_dict(saved)


def write(folder):
    for name, make in OPTIMIZERS.items():
        tensors = parameters()
        optimizer = make(tensors)
        for t in range(1, TAKEN + 1):
            step(optimizer, tensors, t)
        file = to_tensors(optimizer)
        file |= {f"parameter.{i}": x.detach().clone() for i, x in enumerate(tensors)}
        for t in range(TAKEN + 1, TAKEN + FURTHER + 1):
            step(optimizer, tensors, t)
        file |= {f"expected.{i}": x.detach().clone() for i, x in enumerate(tensors)}
        save_file(file, folder / f"{name}.safetensors")


def check(folder):
    for name, make in OPTIMIZERS.items():
        reference = load_file(folder / f"{name}.safetensors")
        tensors = [torch.nn.Parameter(reference[f"parameter.{i}"].clone()) for i in range(len(SHAPES))]
        optimizer = make(tensors)
        from_tensors(optimizer, load_file(folder / f"{name}.numerics.safetensors"))
        for t in range(TAKEN + 1, TAKEN + FURTHER + 1):
            step(optimizer, tensors, t)
        worst = max((x - reference[f"expected.{i}"]).abs().max().item() for i, x in enumerate(tensors))
        print(f"{name}: {worst:.1e}")
        if worst > (PRODUCT_TOLERANCE if name == "NAdam" else TOLERANCE):
            sys.exit(f"{name} differs")


if __name__ == "__main__":
    {"write": write, "check": check}[sys.argv[1]](pathlib.Path(sys.argv[2]))
