"""The chain: takes transactions in, orders them, lets contracts handle them, seals blocks. It decides nothing."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import Protocol, cast

import simpy

from sim.chain.authority import Authority
from sim.chain.beacon import Beacon
from sim.chain.block import GENESIS_PARENT, Block, entry_line, fact_line, seal
from sim.chain.contract import Call, Contract
from sim.chain.driver import Driver
from sim.chain.errors import PluginError
from sim.chain.fee import after_empty_blocks, next_base_fee
from sim.chain.host import Host, TaskBrief
from sim.chain.journal import Journal
from sim.chain.law import Law
from sim.chain.ledger import BURNED, ISSUANCE, Ledger, Overdraft
from sim.chain.mempool import Mempool
from sim.chain.profile import ChainProfile
from sim.chain.questions import Questions
from sim.chain.sealed import Sealed
from sim.chain.timers import Timer, Timers
from sim.chain.windows import Windows
from sim.effects.effect import Rejected
from sim.effects.money import Mint
from sim.facts import Fact, Recorded, body
from sim.jobs import Vector
from sim.messages.host import HOST, Acted, Elapsed
from sim.messages.message import Included, Message, Pending, Receipt, Refused, To, Transaction
from sim.recorder import Recorder
from sim.seams.rule import Rule
from sim.streams import Streams

PROPOSER = "proposer"
"""The account that tips go to."""


class VectorStore(Protocol):
    """Where large values lie, off chain, by digest."""

    def keep(self, vector: Vector) -> str: ...

    def vector(self, key: str) -> Vector: ...


class Chain:
    """Hosts contracts. Blocks are made when a transaction or a timer needs one, in the slot it falls into."""

    def __init__(
        self,
        env: simpy.Environment,
        profile: ChainProfile,
        streams: Streams,
        recorder: Recorder,
        contracts: Mapping[str, Contract],
        library: VectorStore,
        rulebook: Callable[[str, str], Rule],
    ) -> None:
        self.env, self.profile, self.streams, self.library = env, profile, streams, library
        self.journal = Journal()
        self.ledger = Ledger(self.journal)
        self.windows = Windows(self.journal)
        self.sealed = Sealed(self.journal)
        self.timers = Timers(self.journal, self._need)
        self.law = Law(self.journal, rulebook)
        self.beacon = Beacon(streams, profile.beacon_bias_bits, profile.beacon_biased_for)
        self.driver = Driver(self)
        self.questions = Questions(self)
        self.contracts: dict[str, Contract] = {**contracts, HOST: self.questions}
        self.mempool = Mempool()
        self.number, self.now, self.cause = 0, 0.0, -1
        self.sender: str | None = None
        self.checks: list[Callable[[], None]] = []
        self.base_fee, self._head = profile.base_fee, GENESIS_PARENT
        self.heard: Callable[[Recorded], None] = lambda fact: None
        self.watched: Callable[[Pending], None] | None = None
        self.meter: Callable[[float, float], Mapping[str, int]] = lambda since, until: {}
        self.tasks: Mapping[str, TaskBrief] = {}
        self._recorder = recorder
        self._fresh: list[Recorded] = []
        self._facts = self._entries = 0
        self._slot, self._planned = 0, set[int]()
        self._nonces: dict[str, int] = {}
        self._receipts: dict[str, simpy.Event] = {}
        for asset in profile.assets:
            self.ledger.declare(asset)
        for name, contract in self.contracts.items():
            contract.host = Host(self, name)
        self._handlers = {name: contract.handlers() for name, contract in self.contracts.items()}

    def genesis(self, endowments: Mapping[str, Mapping[str, int]], rules: Mapping[str, Mapping[str, Rule]]) -> None:
        """Seal block 0: the law, the endowments (account -> asset -> base units), and what contracts begin with."""
        for name in sorted(rules):
            self.law.enact(name, rules[name])
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
        self._seal(0, 0)

    def send(self, sender: str, message: Message | To, tip: int | None = None, cause: int = -1) -> simpy.Event:
        """Sign and send; the event fires with a `Receipt` when the transaction has been included or refused."""
        nonce = self._nonces[sender] = self._nonces.get(sender, -1) + 1
        tip = self.profile.tip if tip is None else tip
        transaction = Transaction.sign(sender, nonce, message, tip, self.env.now, cause)
        receipt = self._receipts[transaction.hash] = self.env.event()
        if self.watched is None:
            self.mempool.add(transaction)  # who watches the pool sees it arrive; nobody does, so it may be there early
            self._need_for(self.env.now + self.profile.latency)
        else:
            arrival = self.env.timeout(self.profile.latency, transaction)
            arrival.callbacks.append(self._arrive)
        return receipt

    def emit(self, subject: str, fact: Fact, cause: int | None = None) -> int:
        """Put a fact on the record of the block being made; returns its number."""
        number = self._facts
        self._facts += 1
        because = self.cause if cause is None else cause
        self._fresh.append(Recorded(number, self.now, self.number, subject, fact, because))
        self.journal.record(self._unsay)
        return number

    def handle(self, sender: str, name: str, message: Message, fact: int) -> None:
        """Let a contract handle a message now. Raises `Rejected`; the caller undoes."""
        if name not in self.contracts:
            raise Rejected(f"no contract is called {name!r}")
        contract, method = self.contracts[name], self._handlers[name].get(type(message))
        if method is None:
            raise Rejected(f"{name} does not accept {type(message).__name__}")
        if self.now < self.law.paused_until(name):
            raise Rejected(f"{name} is paused")
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

    def _unsay(self) -> None:
        self._fresh.pop()
        self._facts -= 1

    def _arrive(self, event: simpy.Event) -> None:
        transaction = cast(Transaction, event.value)
        self.mempool.add(transaction)
        self._need_for(self.env.now)
        if self.watched is not None:
            self.watched(Pending(transaction))

    def _need_for(self, arrival: float) -> None:
        """A transaction goes into the first slot after its arrival: what arrives in the same instant ties with nobody."""
        self._plan(math.floor(arrival / self.profile.block_seconds) + 1)

    def _need(self, at: float) -> None:
        self._plan(math.ceil(at / self.profile.block_seconds))

    def _plan(self, slot: int) -> None:
        slot = max(slot, self._slot + 1)
        if slot not in self._planned:
            self._planned.add(slot)
            due = self.env.timeout(max(slot * self.profile.block_seconds - self.env.now, 0.0), slot)
            due.callbacks.append(self._produce)

    def _produce(self, event: simpy.Event) -> None:
        profile, slot = self.profile, cast(int, event.value)
        self._planned.discard(slot)
        skipped = slot - self._slot - 1
        self.base_fee = after_empty_blocks(self.base_fee, skipped, profile.denominator, profile.base_fee)
        self._slot, self.now = slot, slot * profile.block_seconds
        self.number += 1
        self.windows.advance(self.now)
        while timer := self.timers.due(self.now):
            self.journal.settle()
            self._run(timer)
        used, receipts = 0, []
        for transaction in self.mempool.take(profile.gas_limit, self._gas):
            self.journal.settle()
            used += self._gas(transaction)
            receipts.append((transaction.hash, self._execute(transaction)))
        self._seal(used, len(receipts))
        target = profile.gas_limit // profile.elasticity
        self.base_fee = next_base_fee(self.base_fee, used, target, profile.denominator, profile.base_fee)
        if len(self.mempool):
            self._plan(slot + 1)
        for key, receipt in receipts:
            self._receipts.pop(key).succeed(receipt)

    def _gas(self, transaction: Transaction) -> int:
        return self.profile.gas_of(tuple(type(message).__name__ for _, message in transaction.calls))

    def _run(self, timer: Timer) -> None:
        self.cause = -1
        if timer.resume is not None:
            timer.resume()
        elif timer.effect is not None:
            self.driver.enforce(timer.contract, (timer.effect,), "", -1, Acted((timer.effect,)))
        else:
            contract = self.contracts[timer.contract]
            self.cause = self.emit(timer.contract, Elapsed(timer.key), -1)
            name, _, key = timer.key.partition(":")
            mark = self.journal.mark()
            try:
                effects = tuple(getattr(contract, contract.timers()[name])(key) or ())
            except Rejected as refusal:
                self.journal.roll_back(mark)
                self.emit(timer.contract, Refused("", ((timer.contract, timer.key),), 0, str(refusal)))
                return
            except PluginError:
                raise
            except Exception as error:
                raise PluginError(f"timer {timer.key}", timer.contract, self.now, error) from error
            if effects:
                self.driver.enforce(timer.contract, effects, "", self.cause, Acted(effects))

    def _execute(self, transaction: Transaction) -> Receipt:
        sender, gas, mark = transaction.sender, self._gas(transaction), self.journal.mark()
        fee = gas * (self.base_fee + transaction.tip)
        self.checks = []
        number = self.emit(sender, Included(transaction.hash, transaction.calls, fee), transaction.cause)
        try:
            self._charge(sender, gas, transaction.tip, number)
        except Overdraft as error:
            return self._refuse(transaction, mark, 0, f"cannot pay the fee of {fee}: {error}")
        try:
            for contract, message in transaction.calls:
                self.handle(sender, contract, message, number)
            for check in self.checks:
                check()
        except Rejected as refusal:
            receipt = self._refuse(transaction, mark, fee, str(refusal))
            self._charge(sender, gas, transaction.tip, receipt.fact)
            return receipt
        return Receipt(True, "", self.number, self.now, number)

    def _refuse(self, transaction: Transaction, mark: int, fee: int, reason: str) -> Receipt:
        self.journal.roll_back(mark)
        fact = Refused(transaction.hash, transaction.calls, fee, reason)
        number = self.emit(transaction.sender, fact, transaction.cause)
        return Receipt(False, reason, self.number, self.now, number)

    def _charge(self, sender: str, gas: int, tip: int, cause: int) -> None:
        """The base fee is burned (EIP-1559), the tip goes to whoever proposes the block."""
        self.ledger.move("token", sender, BURNED, gas * self.base_fee, cause)
        self.ledger.move("token", sender, PROPOSER, gas * tip, cause)

    def _seal(self, used: int, transactions: int) -> None:
        self.journal.settle()
        recorder, lines = self._recorder, []
        for number, time, block, subject, fact, cause in self._fresh:
            row = (number, time, block, type(fact).__name__, subject, body(fact), cause)
            recorder.row("facts", row)
            lines.append(fact_line(number, row[3], subject, row[5], cause))
        for number, entry in self.ledger.since(self._entries):
            recorder.row("ledger", (number, self.number, self.now, *entry))
            lines.append(entry_line(number, *entry))
        self._entries = len(self.ledger.entries)
        parent, self._head = (
            self._head,
            seal(self._head, self.number, self.now, (self.base_fee, used, transactions), lines),
        )
        recorder.row("blocks", Block(self.number, self.now, parent, self._head, self.base_fee, used, transactions))
        fresh, self._fresh = self._fresh, []
        for recorded in fresh:
            self.heard(recorded)
