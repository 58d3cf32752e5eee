"""The chain: hosts contracts, lets them handle messages, keeps the record. It decides nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Protocol

import simpy

from sim.chain.authority import Authority
from sim.chain.beacon import Beacon
from sim.chain.contract import Call, Contract
from sim.chain.driver import Driver
from sim.chain.errors import PluginError
from sim.chain.gauge import Gauge, NoMachines
from sim.chain.host import Host, TaskBrief
from sim.chain.journal import Journal
from sim.chain.law import Law
from sim.chain.ledger import ISSUANCE, Ledger
from sim.chain.mempool import Mempool
from sim.chain.producer import Producer
from sim.chain.profile import ChainProfile
from sim.chain.questions import Questions
from sim.chain.referee import REFEREE, Referee
from sim.chain.rota import Rota
from sim.chain.scribe import Scribe
from sim.chain.sealed import Sealed
from sim.chain.timers import Timers
from sim.chain.windows import Windows
from sim.effects.effect import Rejected
from sim.effects.money import Mint
from sim.facts import Fact, Recorded
from sim.jobs import Vector
from sim.messages.host import HOST, Acted
from sim.messages.message import Message, Pending, To, Transaction
from sim.recorder import Recorder
from sim.seams.rule import Rule
from sim.streams import Streams


class Library(Protocol):
    """Where large values lie, off chain, by digest."""

    def keep(self, vector: Vector) -> str: ...

    def vector(self, key: str) -> Vector: ...

    def rows(self, data: str) -> int: ...

    def leaves(self, data: str) -> tuple[str, ...]: ...


class Chain:
    """One chain with its contracts. `heard` is called with every fact of a sealed block, `watched` with every pending
    transaction, `meter` tells what compute owners have served in a span of time."""

    def __init__(
        self,
        env: simpy.Environment,
        profile: ChainProfile,
        streams: Streams,
        recorder: Recorder,
        contracts: Mapping[str, Contract],
        library: Library,
        rulebook: Callable[[str, str], Rule],
    ) -> None:
        self.env, self.profile, self.streams, self.library = env, profile, streams, library
        self.number, self.now, self.cause = 0, 0.0, -1
        self.sender: str | None = None
        self.closing = False
        self.checks: list[Callable[[], None]] = []
        self.tasks: Mapping[str, TaskBrief] = {}
        self.heard: Callable[[Recorded], None] = lambda fact: None
        self.watched: Callable[[Pending], None] | None = None
        self.meter: Callable[[float, float], Mapping[str, int]] = lambda since, until: {}
        self.gauge: Gauge = NoMachines()
        self.journal = Journal()
        self.ledger = Ledger(self.journal)
        self.windows = Windows(self.journal)
        self.sealed = Sealed(self.journal)
        self.law = Law(self.journal, rulebook)
        self.beacon = Beacon(streams, profile.beacon_bias_bits, profile.beacon_biased_for)
        self._scribe = Scribe(self.journal, self.ledger, recorder)
        self.rota = Rota(self, profile.proposers)
        self.leaves_out: Callable[[str, tuple[Transaction, ...]], frozenset[str]] = lambda proposer, pending: (
            frozenset()
        )
        self._producer = Producer(self)
        self.timers = Timers(self.journal, self._producer.need)
        self.driver = Driver(self)
        self.questions = Questions(self)
        self.contracts: dict[str, Contract] = {**contracts, HOST: self.questions, REFEREE: Referee()}
        self._handlers = {name: contract.handlers() for name, contract in self.contracts.items()}
        self._nonces: dict[str, int] = {}
        for asset in profile.assets:
            self.ledger.declare(asset)
        for name, contract in self.contracts.items():
            contract.host = Host(self, name)

    @property
    def mempool(self) -> Mempool:
        """Transactions that wait for a block."""
        return self._producer.mempool

    @property
    def base_fee(self) -> int:
        """Base units per gas in the next block, if it follows at once."""
        return self._producer.base_fee

    def genesis(self, endowments: Mapping[str, Mapping[str, int]], rules: Mapping[str, Mapping[str, Rule]]) -> None:
        """Seal block 0: the law, the endowments (account -> asset -> base units), and what contracts begin with."""
        for name in sorted(rules):
            self.law.enact(name, rules[name], self.contracts[name])
        for _, contract in sorted(self.contracts.items()):
            contract.open()
        given = tuple(
            Mint(a, n, asset) for a, held in sorted(endowments.items()) for asset, n in sorted(held.items()) if n
        )
        first = self.emit("genesis", Acted(given), -1)
        for mint in given:
            self.ledger.move(mint.asset, ISSUANCE, mint.to, mint.amount, first)
        for name, contract in sorted(self.contracts.items()):
            self.cause = first
            if effects := tuple(contract.begin()):
                self.driver.enforce(name, effects, "", first, Acted(effects))
        self.end_block(self.base_fee, 0, 0)

    def send(self, sender: str, message: Message | To, tip: int | None = None, cause: int = -1) -> simpy.Event:
        """Sign and send; the event fires with a `Receipt` when the transaction has been included or refused."""
        nonce = self._nonces[sender] = self._nonces.get(sender, -1) + 1
        tip = self.profile.tip if tip is None else tip
        return self._producer.accept(Transaction.sign(sender, nonce, message, tip, self.env.now, cause))

    def emit(self, subject: str, fact: Fact, cause: int | None = None) -> int:
        """Put a fact on the record of the block being made, caused by what is being done; returns its number."""
        return self._scribe.say(self.now, self.number, subject, fact, self.cause if cause is None else cause)

    def handle(self, sender: str, name: str, message: Message, fact: int) -> None:
        """Let a contract handle a message now. Raises `Rejected`; the caller undoes."""
        if name not in self.contracts:
            raise Rejected(f"no contract is called {name!r}")
        contract, method = self.contracts[name], self._handlers[name].get(type(message))
        if method is None:
            raise Rejected(f"{name} does not accept {type(message).__name__}")
        if self.now < self.law.paused_until(name):
            raise Rejected(f"{name} is paused")
        if self.closing and isinstance(message, contract.begins):
            raise Rejected("the factory is closing, and nothing new begins")
        outer, self.cause, self.sender = (self.cause, self.sender), fact, sender
        try:
            effects = getattr(contract, method)(Call(sender, self.now, fact), message)
            Authority(self, name, name, fact, sender).apply(tuple(effects or ()))
        except (Rejected, PluginError):
            raise
        except Exception as error:
            raise PluginError(f"{name}.{method}", sender, self.now, error) from error
        finally:
            self.cause, self.sender = outer

    def begin_block(self, now: float) -> None:
        """The producer starts a block at this time."""
        self.now = now
        self.number += 1
        self.windows.advance(now)

    def end_block(self, base_fee: int, gas: int, transactions: int) -> None:
        """Nothing in this block can be taken back any more: seal it, and let its facts be heard."""
        self.journal.settle()
        for recorded in self._scribe.seal(self.number, self.now, base_fee, gas, transactions):
            self.heard(recorded)
