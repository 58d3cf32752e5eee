"""How the loops of this package are compiled: by numba, once per machine where there is a place to keep the code."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from hashlib import blake2b
from pathlib import Path
from typing import TypeAlias, TypeVar

import numpy as np
from numba import from_dtype, njit, types
from numpy.typing import NDArray

F = TypeVar("F", bound=Callable[..., object])
Floats: TypeAlias = NDArray[np.float32]
Ints: TypeAlias = NDArray[np.int64]
Jobs: TypeAlias = NDArray[np.void]

JOB = np.dtype(
    [
        *((name, np.uint64) for name in ("seed", "start", "inputs", "labels", "delta")),
        *((name, np.int64) for name in ("size", "first", "count", "begin", "steps", "finite")),
        *((name, np.float32) for name in ("rate", "momentum")),
    ],
    align=True,
)
"""A training as the kernels read it, many in one call. `start` (P,) float32, `inputs` (n, features) float32, `labels` (n,)
int64 and `delta` (P,) float32 are addresses of arrays in C order that the caller holds; `first` and `count` say which
rows; its plan, of `steps` batches, begins at `begin`; `finite` is what comes back beside `delta`."""

JOBS, PLAN = types.Array(from_dtype(JOB), 1, "C"), types.Array(types.int64, 1, "C")

_OPTIONS = {"fastmath": {"contract"}, "error_model": "numpy", "nogil": True}

helper: Callable[[F], F] = njit(no_cpython_wrapper=True, **_OPTIONS)
"""For what kernels call."""


def kernel(signature: object) -> Callable[[F], F]:
    """For what Python calls: compiles when its module is imported, or loads what an earlier process compiled.

    numba renews what it has kept when the file of the kernel changes, and not for changes in files that this one imports.
    So what is kept bears a digest of all of them in its name, which numba takes from the function's.
    """

    def compiled(function: F) -> F:
        function.__qualname__ += f"-{_sources()}"
        try:
            found: F = njit(signature, cache=True, **_OPTIONS)(function)
        except Exception:  # no folder may be written, or what was kept cannot be read
            found = njit(signature, **_OPTIONS)(function)
        return found

    return compiled


@cache
def _sources() -> str:
    state = blake2b(digest_size=8)
    for source in sorted(Path(__file__).parent.glob("*.py")):
        state.update(source.read_bytes())
    return state.hexdigest()
