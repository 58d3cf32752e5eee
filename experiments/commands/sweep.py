"""`aifactory sweep`: many runs, that survive what may happen to them."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

from experiments.commands.parser import command, takes_overrides
from experiments.sweeping.driver import sweep
from experiments.sweeping.tally import TallyLine

if TYPE_CHECKING:
    from experiments.commands.parser import Commands

MORE = """
One run for every combination of values, at every seed. The same words again do what is missing.

  aifactory sweep scenario=digits reward=equal_split,loss_improvement seeds=8 out=here
  aifactory sweep scenario=digits 'population.cheats.count=range(0,4)' seeds=0:16 jobs=4 keep=summary
  aifactory sweep scenario=poisoned 'verification.rate=interval(0,1)' design=lhs points=50 seeds=4

Its own words: seeds=N, A:B or A,B,C; engine=loky with jobs=N, serial, or dask with cluster=tcp://HOST:PORT; design=grid, lhs
or sobol with points=N; keep=all or summary; retry=failed; out=DIR. All others are settings of the factory: a,b or range(a,b)
for several values, interval(a,b) for a design.
"""

INTERRUPTED = 130


def add(commands: Commands, common: argparse.ArgumentParser) -> None:
    parser = command(commands, common, "sweep", execute, "run many factories, and go on where one broke off", MORE)
    takes_overrides(parser)


def execute(given: argparse.Namespace) -> int:
    with TallyLine(sys.stderr) as line:
        try:
            finished = sweep(given.overrides, line)
        except KeyboardInterrupt:
            if line.last is None:
                raise
            print(f"{line.last.words}\nSTOPPED  interrupted; the same words again do what is missing")
            return INTERRUPTED
    tally = finished.tally
    for warning in finished.warnings:
        print(f"warning: {warning}", file=sys.stderr)
    for error in tally.errors:
        print(f"FAILED  {error}")
    print(f"{tally.words}\nresult  {finished.path}")
    if tally.refused:
        print(f"STOPPED  {tally.refused}; when that is mended, the same words again do what is missing")
    return 1 if tally.failed or tally.missing else 0
