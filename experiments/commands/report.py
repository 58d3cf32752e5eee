"""`aifactory report`: the one-page report of a finished run, or of a sweep."""

from __future__ import annotations

import argparse
from math import isfinite, nan
from pathlib import Path
from typing import TYPE_CHECKING

from experiments.bad_input import BadInput
from experiments.commands.parser import command
from experiments.report.reporting import rewrite, rewrite_sweep
from experiments.sweeping.place import Place

if TYPE_CHECKING:
    from experiments.commands.parser import Commands

MORE = """
A run leaves report.html in its directory, and its manifest lists it. Without out= a missing page is put back, byte by
byte; a page that this version would draw differently needs out=FILE, outside the run, so that `verify` still passes.

  aifactory report RUN --against HONEST CENTRALISED out=FILE

shows beside each other who gained in runs of the same seed, made with baseline=honest and baseline=centralised, say.

  aifactory report SWEEP

draws the page of a sweep as far as it is: what was varied, what moved, what broke. It lies in the sweep's directory.
"""


def add(commands: Commands, common: argparse.ArgumentParser) -> None:
    parser = command(commands, common, "report", execute, "draw the one-page report of a finished run or a sweep", MORE)
    parser.add_argument("run", type=Path, metavar="RUN", help="directory of a finished run, or of a sweep")
    parser.add_argument(
        "--against", nargs="+", type=Path, default=[], metavar="RUN", help="runs of the same seed to show beside it"
    )
    parser.add_argument(
        "--below",
        action="append",
        default=[],
        metavar="METRIC=NUMBER",
        help="of a sweep: tell where the metric falls below",
    )
    parser.add_argument(
        "overrides", nargs="*", default=[], metavar="out=FILE", help="write the page here instead; must be new"
    )


def execute(given: argparse.Namespace) -> int:
    runs = [path for path in given.against if not str(path).startswith("out=")]
    place = " ".join([*given.overrides, *(str(path) for path in given.against if str(path).startswith("out="))])
    if Place(given.run).sweep.is_file():
        if runs:
            raise BadInput("--against: a sweep has other runs beside each other as it is; allowed: with a run")
        print(rewrite_sweep(given.run, place, dict(map(threshold, given.below))))
        return 0
    if given.below:
        raise BadInput("--below: one run is one point; allowed: with a sweep")
    print(rewrite(given.run, place, runs))
    return 0


def threshold(text: str) -> tuple[str, float]:
    """A metric and the number that it should reach."""
    metric, _, number = text.partition("=")
    try:
        found = float(number)
    except ValueError:
        found = nan
    if not isfinite(found):
        raise BadInput(f"--below {text}: allowed: METRIC=NUMBER, such as accuracy=0.5")
    return metric, found
