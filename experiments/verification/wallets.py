"""Are the wallets that were looked at once a day what the ledger says of that moment?"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterator, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Any

from experiments.verification.flaw import Flaw
from experiments.verification.rows import Rows

FILE = "agents.parquet"
Row = tuple[Any, ...]


class Replay:
    """Token balances at a moment that only moves on."""

    def __init__(self, record: Rows) -> None:
        rows = record.rows("ledger", "time", "asset", "payer", "payee", "amount")
        self._left = deque((time, *move) for time, asset, *move in rows if asset == "token")
        self.held: defaultdict[str, int] = defaultdict(int)
        self.staked: defaultdict[str, int] = defaultdict(int)
        """By account, over all contracts: each keeps stakes in `<contract>/stake/<account>`."""

    def go(self, time: float, past: bool) -> None:
        """To just before the entries of `time`, or past them."""
        while self._left and (self._left[0][0] < time or (past and self._left[0][0] == time)):
            _, payer, payee, amount = self._left.popleft()
            for account, change in ((payer, -amount), (payee, amount)):
                self.held[account] += change
                _, stake, owner = account.partition("/stake/")
                if stake:
                    self.staked[owner] += change


def wallets(record: Rows) -> Iterator[Flaw]:
    """Replay the ledger up to each look. A block of that very moment may come before the look or after it, whole and for
    everybody alike. The last look is at everybody who took part."""
    replay, look = Replay(record), list[Row]()
    rows = enumerate(record.rows("agents", "time", "account", "wallet", "staked"))
    for time, found in groupby(((row, *cells) for row, cells in rows), key=itemgetter(1)):
        look = list(found)
        replay.go(time, past=False)
        if _first_wrong(look, replay) is not None:
            replay.go(time, past=True)
            if (wrong := _first_wrong(look, replay)) is not None:
                yield wrong
                return
    everybody = sorted(record.column("truth", "account"))
    if sorted(account for _, _, account, _, _ in look) != everybody:
        yield Flaw(FILE, f"the last look is at {len(look)} accounts; truth.parquet names {len(everybody)}, each once")


def _first_wrong(look: Sequence[Row], replay: Replay) -> Flaw | None:
    for row, _, account, wallet, staked in look:
        if wallet != replay.held[account]:
            return Flaw(FILE, f"is {wallet}; by the ledger {account} holds {replay.held[account]}", row, "wallet")
        if staked != replay.staked[account]:
            return Flaw(
                FILE, f"is {staked}; by the ledger {account} has {replay.staked[account]} at stake", row, "staked"
            )
    return None
