"""What a player sees. What is not in a view cannot be exploited."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from copy import deepcopy
from dataclasses import dataclass, field, fields, is_dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from sim.chain.windows import Window
from sim.jobs import Vector
from sim.messages.message import Transaction

if TYPE_CHECKING:
    from sim.chain.chain import Chain
    from sim.world.books import Books


class PublicChain:
    """What anybody can read of the chain: balances, contracts' public storage, kept vectors, the pending transactions."""

    __slots__ = ("_chain",)

    def __init__(self, chain: Chain) -> None:
        self._chain = chain

    @property
    def block(self) -> int:
        """Number of the last block."""
        return self._chain.number

    @property
    def base_fee(self) -> int:
        """Base units per gas."""
        return self._chain.base_fee

    def balance(self, account: str, asset: str = "token") -> int:
        """Base units that an account holds."""
        return self._chain.ledger.balance(account, asset)

    def supply(self, asset: str = "token") -> int:
        """Base units in circulation."""
        return self._chain.ledger.supply(asset)

    def contract(self, name: str) -> Mapping[str, Mapping[Any, Any]]:
        """The public tables of a contract, read-only. Raises KeyError when there is no such contract."""
        return self._chain.contracts[name].published()

    def rule(self, contract: str, family: str) -> tuple[Any, Any]:
        """Copies of the rule in force and of its state, both public: a best response may call the rule. Raises `Rejected`
        where the contract asks no such family."""
        return deepcopy((self._chain.law.rule(contract, family), self._chain.law.state(contract, family)))

    def terms(self, contract: str) -> Mapping[str, Any]:
        """Copies of what a contract was composed with, by the names of its settings: its code is public. Raises KeyError
        when there is no such contract."""
        composed: Any = self._chain.contracts[contract]
        settings = fields(composed) if is_dataclass(composed) else ()
        return {setting.name: deepcopy(getattr(composed, setting.name)) for setting in settings}

    def fee(self, *messages: str, tip: int = 0) -> int:
        """Base units that a transaction with messages of these names costs at the base fee of the next block."""
        return self._chain.profile.gas_of(messages) * (self._chain.base_fee + tip)

    def lands(self, sent: float) -> float:
        """The time of the first block that something sent at `sent` can be in, in seconds."""
        profile = self._chain.profile
        return (math.floor((sent + profile.latency) / profile.block_seconds) + 1) * profile.block_seconds

    def window(self, key: str) -> Window | None:
        """When a window, `<contract>/<name>`, opens and closes; None when it was never declared."""
        return self._chain.windows.get(key)

    def vector(self, key: str) -> Vector:
        """A kept vector, float32, read-only. Raises KeyError when nobody kept it."""
        return self._chain.library.vector(key)

    def pending(self) -> tuple[Transaction, ...]:
        """Transactions that wait for a block, by hash."""
        return self._chain.mempool.pending(self._chain.env.now)


def nothing(what: str) -> Any:
    """The peek of somebody to whom nothing is granted."""
    raise PermissionError(f"nobody granted a look at {what!r}")


@dataclass(frozen=True, slots=True)
class View:
    """The world as one account sees it now: the public chain, its own books, what its coalition shares, its memory."""

    time: float
    account: str
    chain: PublicChain
    draws: Callable[[str], np.random.Generator]
    """The account's own random stream for a purpose."""
    memory: Any = None
    """What the behaviour remembers: a frozen value that only `remember` changes."""
    task: Any = None
    """The fact at hand, if one is."""
    shared: Mapping[str, Any] = field(default_factory=dict)
    """What the members of its coalition know together, by member."""
    peek: Callable[[str], Any] = nothing
    """What the scenario grants to know beyond all this, by name (see `sim.grants`); each use is recorded."""

    books: Books | None = None
    """Its own books, where it lives by what it earns."""

    def recalling(self, memory: Any) -> View:
        """The same view with another memory."""
        return View(
            self.time,
            self.account,
            self.chain,
            self.draws,
            memory,
            self.task,
            self.shared,
            self.peek,
            self.books,
        )

    @property
    def balance(self) -> int:
        """Base units in the account's own wallet."""
        return self.chain.balance(self.account)
