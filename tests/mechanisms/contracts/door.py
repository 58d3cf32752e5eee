"""A chain with a register and nothing else: whoever knocks is let in or not, by the rules that are given.

Money is counted in single base units, messages cost nothing; ann, bob, cat and dan hold 10,000 each, and the office nothing.
"""

from __future__ import annotations

import json
from typing import Any

import simpy

from mechanisms.contracts.registry import Registry
from mechanisms.staking.bonded import Bonded
from sim.chain.chain import Chain
from sim.chain.profile import ChainProfile
from sim.messages.message import Message, Receipt
from sim.recorder import Recorder
from sim.streams import Streams
from sim.training.store import Store


class Shelf(Store):
    """Keeps nothing that anybody asks for here."""

    def rows(self, data: str) -> int:
        return 0


class Door:
    """The register with these rules; staking asks for nothing and gives it back after ten seconds."""

    def __init__(self, registry: Registry | None = None, **rules: Any) -> None:
        self.env, self.recorder = simpy.Environment(), Recorder()
        self.registry = registry or Registry(issuers=("office",), slashers=("police",))
        law = {"staking": Bonded(bond=0, unbonding=10.0), **rules}
        profile = ChainProfile(base_fee=0)
        contracts = {"registry": self.registry}
        self.chain = Chain(self.env, profile, Streams(0), self.recorder, contracts, Shelf(), lambda f, n: None)  # type: ignore[arg-type, return-value]
        self.chain.genesis({name: {"token": 10_000} for name in ("ann", "bob", "cat", "dan")}, {"registry": law})

    def says(self, sender: str, message: Message, at: float | None = None) -> str:
        """Say something, at this second or now; why it was refused, or "" if it took effect."""
        if at is not None and at > self.env.now:
            self.env.run(until=at)
        sent = self.chain.send(sender, message)
        self.env.run(until=sent)
        receipt = sent.value
        assert isinstance(receipt, Receipt)
        return receipt.reason

    def facts(self, kind: str) -> list[dict[str, Any]]:
        rows = self.recorder.tables()["facts"].to_pylist()
        return [json.loads(row["body"]) for row in rows if row["kind"] == kind]

    def wallet(self, account: str) -> int:
        return self.chain.ledger.balance(account)
