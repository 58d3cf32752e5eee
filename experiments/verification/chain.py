"""Does every block name the one before it and seal exactly its own facts and entries?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from experiments.verification.disk import Disk
from experiments.verification.flaw import Flaw
from sim.chain.block import GENESIS_PARENT, entry_line, fact_line, seal


def chain(disk: Disk) -> Iterator[Flaw]:
    """Recompute every block's hash from its rows."""
    lines: defaultdict[int, list[bytes]] = defaultdict(list)
    for block, *fact in disk.rows("facts", "block", "fact", "kind", "subject", "body", "cause"):
        lines[block].append(fact_line(*fact))
    for block, *entry in disk.rows("ledger", "block", "entry", "asset", "payer", "payee", "amount", "cause"):
        lines[block].append(entry_line(*entry))
    parent = GENESIS_PARENT
    columns = ("block", "time", "parent", "hash", "base_fee", "gas_used", "transactions")
    for row, (number, time, named, claimed, *head) in enumerate(disk.rows("blocks", *columns)):
        if named != parent:
            yield Flaw("blocks.parquet", f"is {named}; the block before it hashes to {parent}", row, "parent")
            return
        hashed = seal(parent, number, time, (head[0], head[1], head[2]), lines.pop(number, []))
        if hashed != claimed:
            yield Flaw(
                "blocks.parquet",
                f"is {claimed}; block {number}, its facts and its entries hash to {hashed}",
                row,
                "hash",
            )
            return
        parent = claimed
    for number in sorted(lines):
        yield Flaw("blocks.parquet", f"no block {number}; facts or entries are recorded in it")


def clock(disk: Disk) -> Iterator[Flaw]:
    """A row's time is the time of its block."""
    times = dict(disk.rows("blocks", "block", "time"))
    for table in ("facts", "ledger"):
        for row, (block, time) in enumerate(disk.rows(table, "block", "time")):
            if times.get(block) != time:
                yield Flaw(f"{table}.parquet", f"is {time}; block {block} is of {times.get(block)}", row, "time")
                break
