"""`aifactory trace`: why was this paid, and what has this earned?"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from experiments.commands.parser import command
from experiments.tracing.earnings import Earnings
from experiments.tracing.payout import Payouts
from experiments.verification.verify import recorded

if TYPE_CHECKING:
    from experiments.commands.parser import Commands


def add(commands: Commands, common: argparse.ArgumentParser) -> None:
    about = "follow a payout back to what caused it, or a data set on to what it earned"
    parser = command(commands, common, "trace", execute, about)
    parser.add_argument("run", type=Path, metavar="RUN", help="directory of a finished run")
    parser.add_argument("what", metavar="WHAT", help="number of a ledger entry, or key of a data set")


def execute(given: argparse.Namespace) -> int:
    payouts = Payouts(recorded(given.run))
    # The key of a data set may be all digits, but no run has so many entries.
    is_entry = given.what.isdecimal() and given.what not in payouts.rounds.data
    for line in payouts.story(int(given.what)) if is_entry else Earnings(payouts).story(given.what):
        print(line)
    return 0
