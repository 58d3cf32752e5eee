"""`aifactory fork`: a finished run again, with one change from a day on."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from experiments.bad_input import BadInput
from experiments.commands.parser import command
from experiments.composing.overrides import named_plugins
from experiments.forking.fork import fork
from experiments.forking.words import FORMS
from experiments.report.futures import HERE, THERE, differences
from experiments.report.page import NAME as REPORT
from experiments.results.result import Run
from experiments.running.progress import ProgressLine

if TYPE_CHECKING:
    from experiments.commands.parser import Commands

MORE = f"""
  aifactory fork RUN at_days=12 set.verification.rate=0.2
  aifactory fork RUN at_days=12 rule.reward=equal_split out=here
  aifactory fork RUN at_days=12 turn.cheats=honest
  aifactory fork RUN at_days=12 'shock={{_target_: sim.shocks.Outage, hours: 12, part: 0.333}}'

Changes are written {", ".join(FORMS.values())}; several happen at once. RUN is verified first, and every row before that
day comes out as it was. lab.shelf=FILE keeps trainings for further forks.
"""
AT, OUT, SHELF = "at_days", "out", "lab.shelf"


def add(commands: Commands, common: argparse.ArgumentParser) -> None:
    about = "run a finished run again, with one change from a day on"
    parser = command(commands, common, "fork", execute, about, MORE)
    parser.add_argument("run", type=Path, metavar="RUN", help="directory of a finished run")
    parser.add_argument(
        "overrides", nargs="*", default=[], metavar="key=value", help="at_days=DAY, changes, out=DIR, plugins=[my_pkg]"
    )


def execute(given: argparse.Namespace) -> int:
    own = {AT, OUT, SHELF, "plugins"}
    said = {key: text for key, _, text in (word.partition("=") for word in given.overrides) if key in own}
    changes = [word for word in given.overrides if word.partition("=")[0] not in own]
    plugins = named_plugins([word for word in given.overrides if word.startswith("plugins=")])
    with ProgressLine(sys.stderr) as progress:
        forked = fork(given.run, _day(said), changes, said.get(OUT), plugins, said.get(SHELF), progress)
    _show(Run(given.run), forked)
    return 0


def _day(said: dict[str, str]) -> float:
    if AT not in said:
        raise BadInput(f"{AT}: missing; say on which day the two part, such as {AT}=12")
    try:
        return float(said[AT])
    except ValueError as error:
        raise BadInput(f"{AT}={said[AT]}: must be a number of days, such as {AT}=12") from error


def _show(parent: Run, forked: Run) -> None:
    """What one looks at first and differs, and where the result lies."""
    rows = [("at the end", THERE, HERE, "difference"), *differences(parent.summary, forked.summary)]
    _table(rows if len(rows) > 1 else [("no figure of the summary differs at the end", "", "", "")])
    print(f"\nresult    {forked.path}\nreport    {forked.path / REPORT}\nmanifest  sha256 {forked.seal}")


def _table(rows: Sequence[Sequence[str]]) -> None:
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for name, *numbers in rows:
        print("  ".join([name.ljust(widths[0]), *map(str.rjust, numbers, widths[1:])]).rstrip())
