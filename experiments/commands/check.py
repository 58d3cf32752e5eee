"""`aifactory check`: is a property of these rules kept? PASS, FAIL or INCONCLUSIVE, as an exit code too."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from experiments.commands.parser import command, takes_overrides
from experiments.properties.checking import check
from experiments.properties.keeping import keep
from experiments.properties.telling import lines
from experiments.properties.verdict import Verdict
from experiments.properties.words import NAMES
from experiments.properties.words import words as taken_apart
from experiments.results.folder import free
from experiments.sweeping.tally import TallyLine

if TYPE_CHECKING:
    from experiments.commands.parser import Commands

CODES = {Verdict.PASS: 0, Verdict.FAIL: 1, Verdict.INCONCLUSIVE: 3}
MORE = f"""
Words of its own, besides those of a factory:

  property=a,b   which of {", ".join(NAMES)} (default: all),
                 or a class of a plug-in: property=my_pkg.my_module.MyProperty
  PROPERTY.FIELD=VALUE, such as sybil_split.identities=8 or 'no_profitable_deviation.deviations=[free_rider,stale]'
  seeds=8        how many, from 0 (default 12); or 8:32; or 1,2,5
  jobs=2         runs at a time (default 1)
  out=DIR        where to leave check.json, with every interval and every value (default: nowhere)

  aifactory check scenario=digits reward=my_reward 'plugins=[my_pkg]' property=sybil_split,budget_balance seeds=8

Exit code 0: all PASS. 1: one FAILs. 3: none FAILs and one is INCONCLUSIVE. 2: bad input.
"""


def add(commands: Commands, common: argparse.ArgumentParser) -> None:
    takes_overrides(command(commands, common, "check", execute, "hold a factory to properties of its mechanism", MORE))


def execute(given: argparse.Namespace) -> int:
    words = taken_apart(given.overrides)
    if words.out is not None:
        free(words.out)
    report = check(given.overrides, TallyLine(sys.stderr))
    for line in lines(report):
        print(line)
    if words.out is not None:
        print(f"report  {keep(report, Path(words.out))}")
    return CODES[report.verdict]
