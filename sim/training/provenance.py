"""What a result depends on beside its job: model, engine, this program, the libraries that compute, and the machine."""

from __future__ import annotations

import platform
from functools import cache
from hashlib import blake2b
from importlib.metadata import version
from pathlib import Path

from sim.training.engine import Engine
from sim.training.model import Model

LIBRARIES = ("numpy", "numba", "torch")


def provenance(model: Model, engine: Engine, device: str) -> str:
    """32 hex digits; empty for a model whose code is not part of this program, since nobody can tell when it changes."""
    if not type(model).__module__.startswith("sim.training.models."):
        return ""
    words = f"{type(model).__name__} {model!r} {type(engine).__name__} {_program()} {_machine(device)}"
    return blake2b(words.encode(), digest_size=16).hexdigest()


@cache
def _program() -> str:
    """Digest of everything in this package, and of the versions of what it computes with."""
    sources = sorted(Path(__file__).parent.rglob("*.py"))
    state = blake2b("\n".join(f"{name} {version(name)}" for name in LIBRARIES).encode(), digest_size=16)
    for source in sources:
        state.update(source.read_bytes())
    return state.hexdigest()


@cache
def _machine(device: str) -> str:
    if device != "cpu":
        import torch  # noqa: PLC0415 - only where a device is asked for

        return f"{device} {torch.cuda.get_device_name(device)}"
    from llvmlite.binding import get_host_cpu_features, get_host_cpu_name  # noqa: PLC0415 - loaded with the kernels

    return f"{platform.machine()} {get_host_cpu_name()} {get_host_cpu_features().flatten()}"
