"""Runs of the tracer, and questions about what they left behind."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from functools import cached_property, partial
from typing import Any, NamedTuple

import pyarrow as pa
import pytest

from sim.blueprint import Blueprint
from sim.factory import Factory
from sim.messages.message import Message, To
from tests.golden.fingerprints import fingerprints


class Said(NamedTuple):
    """A row of the facts, its body decoded."""

    number: int
    time: float
    block: int
    subject: str
    body: dict[str, Any]
    cause: int


class Played:
    """A factory whose run is over."""

    def __init__(self, factory: Factory) -> None:
        self.factory = factory
        self.ledger = factory.chain.ledger

    @cached_property
    def tables(self) -> dict[str, pa.Table]:
        return self.factory.recorder.tables()

    @cached_property
    def hashes(self) -> dict[str, str]:
        return fingerprints(self.factory)

    def rows(self, table: str) -> list[dict[str, Any]]:
        rows: list[dict[str, Any]] = self.tables[table].to_pylist()
        return rows

    def facts(self, kind: str, subject: str | None = None) -> list[Said]:
        """Facts of a kind, in order."""
        return [
            Said(r["fact"], r["time"], r["block"], r["subject"], json.loads(r["body"]), r["cause"])
            for r in self.rows("facts")
            if r["kind"] == kind and subject in (None, r["subject"])
        ]

    def said(self, account: str) -> list[tuple[float, str, Any]]:
        """Messages of an account that took effect: second, contract, message."""
        return [(f.time, c, m) for f in self.facts("Included", account) for c, m in f.body["calls"]]

    def refusals(self, account: str) -> list[str]:
        """Why messages of an account were refused, in order."""
        return [fact.body["reason"] for fact in self.facts("Refused", account)]

    def moved(self, payer: str, payee: str) -> list[int]:
        """Amounts that went from one account to another, in order."""
        return [row["amount"] for row in self.rows("ledger") if (row["payer"], row["payee"]) == (payer, payee)]


class Line(NamedTuple):
    """A message that somebody sends at a second, whatever its role would do."""

    at: float
    sender: str
    message: Message | To
    tip: int | None = None


Play = Callable[..., Played]


@pytest.fixture
def play() -> Play:
    """Run a blueprint to its horizon, with `script` sent besides; a line may also be a pair of a second and a callable."""

    def played(blueprint: Blueprint, script: Iterable[Line | tuple[float, Callable[[Factory], object]]] = ()) -> Played:
        factory = Factory(blueprint)
        for line in script:
            act = partial(_send, line) if isinstance(line, Line) else line[1]
            factory.env.timeout(line[0], act).callbacks.append(lambda due: due.value(factory))
        factory.run()
        return Played(factory)

    return played


def _send(line: Line, factory: Factory) -> None:
    factory.chain.send(line.sender, line.message, line.tip)
