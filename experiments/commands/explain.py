"""`aifactory explain`: why did this agent earn what it earned?"""

from __future__ import annotations

import argparse
import textwrap
from pathlib import Path
from typing import TYPE_CHECKING

from experiments.bad_input import BadInput
from experiments.commands.parser import command, said
from experiments.explaining.account import explain
from experiments.explaining.telling import sentences, table

if TYPE_CHECKING:
    from experiments.commands.parser import Commands

MORE = """
  aifactory explain RUN agent=trainers.3
  aifactory explain RUN agent=trainers.3 days=2..5

Amounts add up to the last base unit. `aifactory trace RUN ENTRY` follows any entry of the ledger that it names.
"""
WORDS = {"agent": "NAME", "days": "A..B"}
WIDTH = 110


def add(commands: Commands, common: argparse.ArgumentParser) -> None:
    about = "tell why an agent earned what it earned, from the causes on the ledger"
    parser = command(commands, common, "explain", execute, about, MORE)
    parser.add_argument("run", type=Path, metavar="RUN", help="directory of a finished run")
    parser.add_argument("overrides", nargs="+", metavar="agent=NAME", help="whose; and days=A..B for a part of the run")


def execute(given: argparse.Namespace) -> int:
    words = said(given.overrides, WORDS)
    if "agent" not in words:
        raise BadInput("agent: missing; say whose earnings, such as agent=trainers.3")
    account = explain(given.run, words["agent"], words.get("days", ""))
    for line in sentences(account):
        print(textwrap.fill(line, WIDTH, subsequent_indent="  "))
    for statement in account.statements.values():
        print("", *table(statement), sep="\n")
    return 0
