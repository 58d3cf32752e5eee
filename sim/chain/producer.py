"""Makes blocks: when one is needed, in the slot it falls into; orders transactions, charges fees, lets contracts act."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, cast

import simpy

from sim.chain.errors import PluginError
from sim.chain.fee import after_empty_blocks, next_base_fee
from sim.chain.ledger import BURNED
from sim.chain.mempool import Mempool
from sim.chain.timers import Timer
from sim.effects.effect import Rejected
from sim.messages.host import Acted, Elapsed
from sim.messages.message import Included, Pending, Receipt, Refused, Transaction

if TYPE_CHECKING:
    from sim.chain.chain import Chain

PROPOSER = "proposer"
"""The account that tips go to where the referee makes the blocks."""


class Producer:
    """One slot has at most one block; a slot that nobody needs has none, and costs nothing."""

    def __init__(self, chain: Chain) -> None:
        self._chain, self._env, self._profile = chain, chain.env, chain.profile
        self.mempool = Mempool(chain.profile.latency)
        self.base_fee = chain.profile.base_fee
        self._slot, self._planned = 0, set[int]()
        self._receipts: dict[str, simpy.Event] = {}
        self._gas: dict[str, int] = {}
        self._proposer = PROPOSER

    def accept(self, transaction: Transaction) -> simpy.Event:
        """Take a transaction; the event fires with its `Receipt` when a block has included or refused it."""
        receipt = self._receipts[transaction.hash] = self._env.event()
        self._gas[transaction.hash] = self._profile.gas_of([type(message).__name__ for _, message in transaction.calls])
        self.mempool.add(transaction)
        arrival = self._env.now + self._profile.latency
        # The first slot that begins after the arrival.
        self._plan(math.floor(arrival / self._profile.block_seconds) + 1)
        if self._chain.watched is not None:
            self._env.timeout(self._profile.latency, transaction).callbacks.append(self._show)
        return receipt

    def need(self, at: float) -> None:
        """A block is needed at this time or as soon after it as a slot begins."""
        slot = math.ceil(at / self._profile.block_seconds)
        # A product may come out below what it was divided from, and a block before its time would do nothing.
        self._plan(slot if slot * self._profile.block_seconds >= at else slot + 1)

    def _show(self, event: simpy.Event) -> None:
        if self._chain.watched is not None:
            self._chain.watched(Pending(cast(Transaction, event.value)))

    def _plan(self, slot: int) -> None:
        slot = max(slot, self._slot + 1)
        if slot not in self._planned:
            self._planned.add(slot)
            wait = max(slot * self._profile.block_seconds - self._env.now, 0.0)
            self._env.timeout(wait, slot).callbacks.append(self._produce)

    def _produce(self, event: simpy.Event) -> None:
        chain, profile, slot = self._chain, self._profile, cast(int, event.value)
        self._planned.discard(slot)
        skipped = slot - self._slot - 1
        self.base_fee = after_empty_blocks(self.base_fee, skipped, profile.denominator, profile.base_fee)
        self._slot = slot
        chain.begin_block(slot * profile.block_seconds)
        while timer := chain.timers.due(chain.now):
            chain.journal.settle()
            self._run(timer)
        used, receipts = 0, []
        turn = chain.rota.turn(slot)
        self._proposer = turn or PROPOSER
        left_out = chain.leaves_out(turn, self.mempool.pending(chain.now)) if turn else frozenset[str]()
        for transaction in self.mempool.take(profile.gas_limit, self._room, chain.now, left_out):
            chain.journal.settle()
            unfit = self._unfit(transaction)
            used += 0 if unfit else self._gas[transaction.hash]
            receipts.append((transaction.hash, self._execute(transaction, unfit)))
        chain.end_block(self.base_fee, used, len(receipts))
        target = profile.gas_limit // profile.elasticity
        self.base_fee = next_base_fee(self.base_fee, used, target, profile.denominator, profile.base_fee)
        if self.mempool.waits(chain.now):
            self._plan(slot + 1)
        for key, receipt in receipts:
            del self._gas[key]
            self._receipts.pop(key).succeed(receipt)

    def _room(self, transaction: Transaction) -> int:
        """Gas that a transaction takes up in a block: none if it is refused at the door, or spam could shut others out."""
        return 0 if self._unfit(transaction) else self._gas[transaction.hash]

    def _unfit(self, transaction: Transaction) -> str:
        """Why a transaction is refused without being charged; "" if it is not."""
        gas, limit = self._gas[transaction.hash], self._profile.gas_limit
        fee, held = gas * (self.base_fee + transaction.tip), self._chain.ledger.balance(transaction.sender)
        if gas > limit:
            return f"needs {gas} gas; allowed: {limit}, what a block holds"
        return f"cannot pay the fee of {fee}: {transaction.sender} holds {held} token" if held < fee else ""

    def _run(self, timer: Timer) -> None:
        """Do what a timer says, whole or not at all."""
        chain = self._chain
        chain.cause = -1
        if timer.resume is not None:
            timer.resume()
        elif timer.effect is not None:
            chain.driver.enforce(timer.contract, (timer.effect,), "", -1, Acted((timer.effect,)))
        else:
            chain.cause = chain.emit(timer.contract, Elapsed(timer.key), -1)
            mark = chain.journal.mark()
            contract, (name, _, key) = chain.contracts[timer.contract], timer.key.partition(":")
            try:
                effects = tuple(getattr(contract, contract.timers()[name])(key) or ())
            except Rejected as refusal:
                chain.journal.roll_back(mark)
                chain.emit(timer.contract, Refused("", ((timer.contract, timer.key),), 0, str(refusal)))
                return
            except PluginError:
                raise
            except Exception as error:
                raise PluginError(f"timer {timer.key}", timer.contract, chain.now, error) from error
            if effects:
                chain.driver.enforce(timer.contract, effects, "", chain.cause, Acted(effects))

    def _execute(self, transaction: Transaction, unfit: str) -> Receipt:
        """Charge the fee, then handle the calls; if one is refused all are undone, and the fee is charged all the same. What
        is `unfit`, for a reason, is refused without."""
        chain, sender = self._chain, transaction.sender
        gas, mark = self._gas[transaction.hash], chain.journal.mark()
        fee = gas * (self.base_fee + transaction.tip)
        chain.checks = []
        if unfit:
            return self._refuse(transaction, mark, 0, unfit)
        number = chain.emit(sender, Included(transaction.hash, transaction.calls, fee), transaction.cause)
        self._charge(sender, gas, transaction.tip, number)
        try:
            for contract, message in transaction.calls:
                chain.handle(sender, contract, message, number)
            for check in chain.checks:
                check()
        except Rejected as refusal:
            receipt = self._refuse(transaction, mark, fee, str(refusal))
            self._charge(sender, gas, transaction.tip, receipt.fact)
            return receipt
        return Receipt(True, "", chain.number, chain.now, number, chain.now + self._profile.finality)

    def _refuse(self, transaction: Transaction, mark: int, fee: int, reason: str) -> Receipt:
        chain = self._chain
        chain.journal.roll_back(mark)
        fact = Refused(transaction.hash, transaction.calls, fee, reason)
        number = chain.emit(transaction.sender, fact, transaction.cause)
        return Receipt(False, reason, chain.number, chain.now, number, chain.now + self._profile.finality)

    def _charge(self, sender: str, gas: int, tip: int, cause: int) -> None:
        """The base fee is burned (EIP-1559), the tip goes to whoever proposes the block."""
        self._chain.ledger.move("token", sender, BURNED, gas * self.base_fee, cause)
        self._chain.ledger.move("token", sender, self._proposer, gas * tip, cause)
