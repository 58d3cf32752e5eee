"""`aifactory trace`: why was this paid?"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from experiments.bad_input import BadInput
from experiments.commands.parser import command
from experiments.provenance import provenance
from experiments.royalties import royalties
from experiments.verification.disk import Disk
from experiments.verifying import opened
from sim.durations import DAY
from sim.money import TOKEN

if TYPE_CHECKING:
    from experiments.commands.parser import Commands


def add(commands: Commands, common: argparse.ArgumentParser) -> None:
    parser = command(commands, common, "trace", execute, "follow a payout back to what caused it")
    parser.add_argument("run", type=Path, metavar="RUN", help="directory of a finished run")
    parser.add_argument("payout", type=int, metavar="PAYOUT", help="number of a ledger entry")


def execute(given: argparse.Namespace) -> int:
    for line in story(opened(given.run), given.payout):
        print(line)
    return 0


def story(disk: Disk, payout: int) -> Iterator[str]:
    """The entry, its cause, that one's cause, down to a root, and what it was for. Raises `BadInput` if unknown."""
    entries = disk.table("ledger").num_rows
    if not 0 <= payout < entries:
        raise BadInput(f"PAYOUT={payout}: no such ledger entry; allowed: 0 to {entries - 1}")
    entry = _row(disk, "ledger", payout)
    amount = f"{entry['amount'] / TOKEN:.9f} {entry['asset']}"
    yield f"entry {payout}  day {entry['time'] / DAY:.3f}  {entry['payer']} paid {entry['payee']} {amount}"
    number, before, causes = entry["cause"], disk.table("facts").num_rows, set[int]()
    while number != -1:
        if type(number) is not int or not 0 <= number < before:
            raise BadInput(f"RUN={disk.folder}: fact {number} is named as a cause, but is no earlier one; see `verify`")
        causes.add(number)
        fact = _row(disk, "facts", number)
        what = f"{fact['kind']} ({fact['subject']})  {_short(fact['body'])}"
        yield f"  because of fact {number}  day {fact['time'] / DAY:.3f}  {what}"
        number, before = fact["cause"], number
    yield from provenance(disk, entry["payee"], causes)
    yield from royalties(disk, entry["payer"], entry["payee"], entry["cause"])


def _row(disk: Disk, table: str, number: int) -> dict[str, Any]:
    row: dict[str, Any] = disk.table(table).slice(number, 1).to_pylist()[0]
    return row


def _short(body: str, width: int = 160) -> str:
    text = json.dumps(json.loads(body), separators=(", ", ": "))[1:-1]
    return text if len(text) <= width else text[: width - 3] + "..."
