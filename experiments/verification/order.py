"""Are the rows of the record numbered from 0 without a gap, and never earlier than the row before?"""

from __future__ import annotations

from collections.abc import Iterator

from experiments.verification.disk import Disk
from experiments.verification.flaw import Flaw

NUMBERED = {"facts": "fact", "ledger": "entry", "blocks": "block"}


def order(disk: Disk) -> Iterator[Flaw]:
    """A dropped, doubled or moved row of facts, ledger or blocks."""
    for table, column in NUMBERED.items():
        for row, number in enumerate(disk.column(table, column)):
            if number != row:
                yield Flaw(f"{table}.parquet", f"is {number}; rows are numbered without a gap from 0", row, column)
                break
        before = float("-inf")
        for row, time in enumerate(disk.column(table, "time")):
            if not time >= before:
                yield Flaw(f"{table}.parquet", f"is {time}, earlier than the row before ({before})", row, "time")
                break
            before = time
