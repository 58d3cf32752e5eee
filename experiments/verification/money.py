"""Is money neither made, lost nor overdrawn, at any entry?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from experiments.verification.flaw import Flaw
from experiments.verification.rows import Rows
from sim.chain.ledger import BURNED, ISSUANCE
from sim.money import SUPPLY_LIMIT

FILE = "ledger.parquet"


def money(record: Rows) -> Iterator[Flaw]:
    """Replay the ledger: positive amounts, no overdraft, one source and one sink, supply below the limit at every entry."""
    balances: defaultdict[tuple[str, str], int] = defaultdict(int)
    for row, (asset, payer, payee, amount) in enumerate(record.rows("ledger", "asset", "payer", "payee", "amount")):
        if amount is None or amount <= 0:
            yield Flaw(FILE, f"is {amount}; an entry moves at least 1 base unit", row, "amount")
            return
        if payer in (payee, BURNED):
            yield Flaw(FILE, f"{payer} pays {payee}; nobody pays itself and what is burned stays burned", row, "payer")
            return
        if payee == ISSUANCE:
            yield Flaw(FILE, f"is {ISSUANCE}; money leaves to {BURNED} alone", row, "payee")
            return
        balances[asset, payer] -= amount
        balances[asset, payee] += amount
        left = balances[asset, payer]
        if left < 0 and payer != ISSUANCE:
            yield Flaw(FILE, f"is {amount}; {payer} holds {left + amount} {asset}", row, "amount")
            return
        if left <= -SUPPLY_LIMIT:
            yield Flaw(FILE, f"is {amount}; {-left} {asset} would be issued, allowed: below 2**62", row, "amount")
            return
