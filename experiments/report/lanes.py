"""Which job was on which card: spans dealt to the cards of their node."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from heapq import heappop, heappush
from typing import Any

OUT = ""
"""Owner of a span in which a card was out of service."""


@dataclass(frozen=True)
class Span:
    """`gpus` cards of a node from `start` to `end` seconds, held by a job of `owner`, or by nobody: out of service."""

    node: str
    gpus: int
    owner: str
    start: float
    end: float


@dataclass(frozen=True)
class Lane:
    """One card of a node and what it did, in order of time."""

    node: str
    card: int
    spans: tuple[Span, ...]


def spans(timeline: Iterable[Mapping[str, Any]]) -> list[Span]:
    """The rows of the timeline, in order of their start; a job is called account/number."""
    found = [
        Span(row["node"], row["gpus"], row["job"].rpartition("/")[0], row["start"], row["end"])
        for row in timeline
        if row["end"] > row["start"]
    ]
    return sorted(found, key=lambda span: (span.start, span.node, span.end))


def lanes(every: Iterable[Span]) -> list[Lane]:
    """Deal the spans of each node to its lowest free cards. The record says how many cards a job held, not which; this is
    one way in which it can have been."""
    nodes: dict[str, list[Span]] = {}
    for span in every:
        nodes.setdefault(span.node, []).append(span)
    return [
        Lane(node, card, tuple(held))
        for node, content in sorted(nodes.items())
        for card, held in sorted(_dealt(content).items())
    ]


def _dealt(content: list[Span]) -> dict[int, list[Span]]:
    free, busy, cards = list[int](), list[tuple[float, int]](), dict[int, list[Span]]()
    for span in content:
        while busy and busy[0][0] <= span.start:
            heappush(free, heappop(busy)[1])
        for _ in range(span.gpus):
            card = heappop(free) if free else len(cards)
            cards.setdefault(card, []).append(span)
            heappush(busy, (span.end, card))
    return cards
