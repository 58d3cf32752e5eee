"""`aifactory calibrate`: fit the learning curve of the surrogate lab to what the real lab does."""

from __future__ import annotations

import argparse
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from experiments.bad_input import BadInput
from experiments.commands.parser import command, takes_overrides
from experiments.commands.scaffold import checkout
from experiments.scaffolding.scaffold import Scaffold, named

if TYPE_CHECKING:
    from experiments.commands.parser import Commands
    from sim.training.curve import Curve

FIRST = 101
"""The first seed that is fitted on: away from those that people run."""
MORE = """
Trains a bare federation on the scenario's data, lets it be attacked, recover and be left alone, and fits a curve to that.

  aifactory calibrate default scenario=default    configs/lab/curves/default.yaml
  aifactory run scenario=default lab=surrogate lab.curve=default

The error is measured on seeds that were not fitted on, and stands beside every accuracy that the curve gives.
"""


def add(commands: Commands, common: argparse.ArgumentParser) -> None:
    parser = command(
        commands, common, "calibrate", execute, "fit a learning curve for populations too large to train", MORE
    )
    parser.add_argument("name", metavar="NAME", help="of the curve")
    parser.add_argument("--seeds", type=int, default=3, help="fitted on (default 3)")
    parser.add_argument("--held-out", type=int, default=2, help="on which the error is measured (default 2)")
    takes_overrides(parser)


def execute(given: argparse.Namespace) -> int:
    for field in ("seeds", "held_out"):
        if not 1 <= getattr(given, field) <= 100:
            raise BadInput(f"--{field.replace('_', '-')} {getattr(given, field)}: allowed: 1 to 100")
    where = Path("configs") / "lab" / "curves" / f"{named(given.name)}.yaml"
    if (checkout() / where).exists():
        raise BadInput(f"{where}: exists already; choose another name")
    from experiments.calibrating.calibrate import calibrate  # noqa: PLC0415 - what it imports, other words need not wait for

    words = ["calibrate", given.name, *given.overrides, f"--seeds {given.seeds}", f"--held-out {given.held_out}"]
    fitted = range(FIRST, FIRST + given.seeds)
    curve = calibrate(given.overrides, fitted, range(fitted.stop, fitted.stop + given.held_out), " ".join(words))
    Scaffold({where: written(curve)}).write(checkout())
    print(where)
    print(
        f"it misses the accuracies of {given.held_out} other seeds by {100 * curve.error:.1f} points (root mean square)"
    )
    return 0


def written(curve: Curve) -> str:
    """The YAML file of a curve."""
    lines = [f"{name}: {list(value) if isinstance(value, tuple) else value}" for name, value in asdict(curve).items()]
    head = [
        "# What the real lab does, as a curve; measured, not written by hand.",
        "_target_: sim.training.curve.Curve",
    ]
    return "\n".join([*head, *lines]) + "\n"
