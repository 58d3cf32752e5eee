"""What a message costs, from sending to receipt, and a movement of money."""

from __future__ import annotations

from benchmarks.ratio import Work, seconds
from benchmarks.world import idle
from sim.chain.assets import Asset
from sim.chain.journal import Journal
from sim.chain.ledger import ISSUANCE, Ledger
from sim.chain.scribe import Scribe
from sim.messages.treasury import Remit
from sim.recorder import Recorder

SENDERS, EACH, TRANSFERS = 100, 20, 100_000


def measure() -> dict[str, object]:
    """Microseconds per payment through the chain (sign, wait, order, handle, record, seal, receive), and movements of money
    per second through the ledger alone, sealed in blocks of 1,000."""
    message = min(seconds(_payments) for _ in range(3)) / (SENDERS * EACH)
    transfer = min(seconds(_movements) for _ in range(3)) / TRANSFERS
    return {"us_per_message": round(message * 1e6, 1), "transfers_per_second": round(1 / transfer)}


def _payments() -> Work:
    factory = idle(SENDERS)
    factory._genesis()
    accounts = list(factory.players)

    def work() -> None:
        for _ in range(EACH):
            for place, account in enumerate(accounts):
                factory.chain.send(account, Remit(accounts[place - 1], 1))
            factory.env.run(until=factory.env.now + 60.0)

    return work


def _movements() -> Work:
    journal = Journal()
    ledger = Ledger(journal)
    ledger.declare(Asset("token"))
    names = [f"account.{index}" for index in range(100)]
    for name in names:
        ledger.move("token", ISSUANCE, name, TRANSFERS, 0)
    scribe = Scribe(journal, ledger, Recorder())

    def work() -> None:
        for number in range(TRANSFERS):
            ledger.move("token", names[number % 100], names[(number + 1) % 100], 1, number)
            if number % 1000 == 999:
                journal.settle()
                scribe.seal(number // 1000, float(number), 1, 0, 0)

    return work
