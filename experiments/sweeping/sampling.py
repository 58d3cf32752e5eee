"""Designs for an analysis of sensitivity, in which every setting is moved alone; SALib samples them."""

from __future__ import annotations

from typing import Any

import numpy as np

from experiments.bad_input import BadInput

SAMPLED = ("morris", "saltelli")
MISSING = "needs SALib; install the extra: aifactory-sim[analysis]"


def block(design: str, dimensions: int) -> int:
    """Points that belong together: a trajectory of Morris, in which each setting is moved once; or a base point of Saltelli,
    a second one, and the first with each setting of the second in turn."""
    return dimensions + 1 if design == "morris" else dimensions + 2


def problem(names: list[str]) -> dict[str, Any]:
    """What SALib calls a problem: each setting from 0 to 1."""
    return {"num_vars": len(names), "names": names, "bounds": [[0.0, 1.0]] * len(names)}


def sampled(design: str, many: int, dimensions: int, stream: int) -> np.ndarray:
    """`many` points of [0, 1]**dimensions, one per row, block after block.

    "morris": trajectories over a grid of four levels (Morris, Factorial sampling plans for preliminary computational
    experiments, 1991). "saltelli": a scrambled Sobol sequence and its radial points, for indices of first and total order
    (Saltelli et al., Variance based sensitivity analysis of model output, 2010). Raises `BadInput` for a number that does
    not fill blocks, and without SALib.
    """
    try:
        from SALib.sample import morris, sobol  # noqa: PLC0415  the extra is optional
    except ImportError as error:
        raise BadInput(f"design={design} {MISSING}") from error
    size = block(design, dimensions)
    blocks, rest = divmod(many, size)
    if rest or (design == "saltelli" and blocks & (blocks - 1)) or blocks < 2:
        kind = "a power of two" if design == "saltelli" else "a whole number"
        raise BadInput(
            f"points={many}; allowed with design={design} and {dimensions} that vary: {size} times {kind} from 2, "
            f"such as {16 * size}"
        )
    space = problem([f"x{n}" for n in range(dimensions)])
    if design == "morris":
        return np.asarray(morris.sample(space, blocks, seed=stream))
    return np.asarray(sobol.sample(space, blocks, calc_second_order=False, seed=stream))
