"""A run as lines of text: every fact, then every balance."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sim.factory import Factory
from sim.money import TOKEN


def told(factory: Factory) -> str:
    """One line a fact (number, second, block, kind, subject, body with digests cut to six digits), then who holds what."""
    return "\n".join([*_facts(factory), "", *_balances(factory)]) + "\n"


def _facts(factory: Factory) -> Iterator[str]:
    for row in factory.recorder.tables()["facts"].to_pylist():
        body = re.sub(r"\b([0-9a-f]{6})[0-9a-f]{26}\b", r"\1", row["body"])
        yield f"{row['fact']:3d} {row['time']:5.0f} {row['block']:3d} {row['kind']:14s}{row['subject']:15s} {body}"


def _balances(factory: Factory) -> Iterator[str]:
    for account, held in factory.chain.ledger.holders().items():
        whole, rest = divmod(abs(held), TOKEN)
        yield f"{account:30s}{'-' if held < 0 else ' '}{whole:6d}.{rest:09d}"
