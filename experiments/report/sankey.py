"""Money as bands from left to right: issue, contracts, pots, agents, their stakes, and what leaves for good."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from experiments.report.routes import Route
from sim.chain.ledger import BURNED, ISSUANCE
from sim.chain.producer import PROPOSER

GAP = 0.07
"""Between two boxes of a column, as a share of the height."""
LEAST = 1000
"""A band this many times thinner than the widest is a hairline, and not drawn."""


@dataclass(frozen=True)
class Band:
    """What went from one party to another, in base units."""

    source: str
    target: str
    amount: int


@dataclass(frozen=True)
class Box:
    """A party's place: its column from the left, its edges (0 to 1), and base units that came in or went out, the more."""

    column: int
    low: float
    high: float
    amount: int


def bands(routes: Sequence[Route], groups: AbstractSet[str]) -> list[Band]:
    """Routes merged by their ends. One's own money in another pocket and what flows back to the left are left out."""
    merged: dict[tuple[str, str], int] = {}
    for route in routes:
        forward = _column(route.source, groups) < _column(route.target, groups)
        if forward and route.purpose not in ("locked", "unlocked"):
            ends = (route.source, route.target)
            merged[ends] = merged.get(ends, 0) + route.amount
    widest = max(merged.values(), default=0)
    return [Band(*ends, amount) for ends, amount in merged.items() if amount * LEAST >= widest]


def boxes(flow: Sequence[Band], groups: AbstractSet[str]) -> dict[str, Box]:
    """A place for every party, to one scale, the largest of its column on top; empty columns are closed up."""
    came, went = dict[str, int](), dict[str, int]()
    for band in flow:
        went[band.source] = went.get(band.source, 0) + band.amount
        came[band.target] = came.get(band.target, 0) + band.amount
    size = {name: max(came.get(name, 0), went.get(name, 0)) for name in sorted({*came, *went})}
    columns = sorted({_column(name, groups) for name in size})
    stacks = [[name for name in size if _column(name, groups) == column] for column in columns]
    unit = min((1 - GAP * (len(stack) - 1)) / sum(size[name] for name in stack) for stack in stacks)
    placed: dict[str, Box] = {}
    for column, stack in enumerate(stacks):
        level, top = {name: _level(name, flow, placed) for name in stack}, 1.0
        for name in sorted(stack, key=lambda name: (-level[name], -size[name], name)):
            top = min(top, level[name])
            placed[name] = Box(column, top - size[name] * unit, top, size[name])
            top = placed[name].low - GAP
    return placed


def _level(name: str, flow: Sequence[Band], placed: Mapping[str, Box]) -> float:
    """No higher than whoever pays most into it, or whose stake it is."""
    payers = sorted((-band.amount, band.source) for band in flow if band.target == name and band.source in placed)
    beside = payers[0][1] if payers else name.partition(" (")[0]
    return placed[beside].high if beside in placed else 1.0


def _column(party: str, groups: AbstractSet[str]) -> int:
    if party == ISSUANCE:
        return 0
    if party in (BURNED, PROPOSER):
        return 5
    if party in groups:
        return 3
    if party.partition(" (")[0] in groups:
        return 4
    return 2 if "/" in party else 1
