"""What a contract may touch: the host's services, in one contract's name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, TypeVar

from sim.chain.contract import Contract, Story
from sim.chain.journal import Table
from sim.chain.referee import REFEREE
from sim.chain.windows import Window
from sim.effects.effect import Effect, Rejected
from sim.effects.money import Unlock
from sim.facts import Fact
from sim.jobs import Vector
from sim.messages.host import HOST
from sim.seams.rule import Rule

if TYPE_CHECKING:
    from sim.chain.chain import Chain

C = TypeVar("C", bound=Contract)


@dataclass(frozen=True, slots=True)
class TaskBrief:
    """A task as the protocol knows it: the name of its model, and the key of the parameters it starts from."""

    model: str
    start: str


class Host:
    """The chain as one contract sees it."""

    def __init__(self, chain: Chain, contract: str) -> None:
        self._chain = chain
        self.name = contract
        self._tables: dict[str, Table[Any, Any]] = {}

    @property
    def now(self) -> float:
        """Time of the block being made, in seconds."""
        return self._chain.now

    @property
    def closing(self) -> bool:
        """Whether nothing new may begin any more: what a contract does again and again ends."""
        return self._chain.closing

    @property
    def block(self) -> int:
        """Number of the block being made; what was true at the end of block `block - 1` nothing can change any more."""
        return self._chain.number

    @property
    def tables(self) -> Mapping[str, Mapping[Any, Any]]:
        return MappingProxyType({name: MappingProxyType(table) for name, table in self._tables.items()})

    def table(self, name: str) -> Table[Any, Any]:
        """A new table of this contract, taken back with the transaction that changes it."""
        made = self._tables[name] = Table(self._chain.journal)
        return made

    def emit(self, fact: Fact) -> int:
        """Put a fact on the record; returns its number."""
        return self._chain.emit(self.name, fact)

    def balance(self, account: str | None = None, asset: str = "token") -> int:
        """Base units held by an account (None: by this contract)."""
        return self._chain.ledger.balance(self.name if account is None else account, asset)

    def holders(self, asset: str = "token") -> Mapping[str, int]:
        """Every account of the ledger with a balance, by name: wallets, purses, and what contracts keep for somebody."""
        return self._chain.ledger.holders(asset)

    def locked(self, account: str, slot: str = "stake", asset: str = "token") -> int:
        """Base units that this contract keeps for an account."""
        return self._chain.ledger.balance(f"{self.name}/{slot}/{account}", asset)

    def unlocking(self, account: str, slot: str = "stake") -> bool:
        """Whether this contract has put off giving an account back what it kept, be there still something or not."""
        due = (timer.effect for timer in self._chain.timers.pending() if timer.contract == self.name)
        return any(isinstance(e, Unlock) and e.amount > 0 and (e.account, e.slot) == (account, slot) for e in due)

    def contract(self, name: str) -> Contract:
        """Another contract, to read its public storage."""
        return self._chain.contracts[name]

    def partner(self, name: str, kind: type[C]) -> C:
        """Another contract, which is to be of this kind. Raises ValueError when it is another."""
        found = self._chain.contracts[name]
        if not isinstance(found, kind):
            raise ValueError(f"contracts.{self.name}: {name} is a {type(found).__name__}; allowed: a {kind.__name__}")
        return found

    def has_contract(self, name: str) -> bool:
        """Whether an account is a contract of this chain."""
        return name in self._chain.contracts

    def require(self, field: str, name: str) -> None:
        """Raises ValueError when a field of this contract names a contract that is not there."""
        if not self.has_contract(name):
            known = ", ".join(sorted(set(self._chain.contracts) - {HOST, REFEREE}))
            raise ValueError(f"contracts.{self.name}.{field}={name!r}: no such contract; allowed: {known}")

    def supply(self, asset: str = "token") -> int:
        return self._chain.ledger.supply(asset)

    def window(self, key: str) -> Window | None:
        return self._chain.windows.get(f"{self.name}/{key}")

    def is_open(self, key: str) -> bool:
        return self._chain.windows.is_open(f"{self.name}/{key}")

    def has_rule(self, family: str) -> bool:
        """Whether a rule is in force for a family that this contract may ask."""
        return self._chain.law.has(self.name, family)

    def rule(self, family: str) -> Rule:
        """The rule in force for a family, to read what it prescribes. Raises `Rejected` when there is none."""
        return self._chain.law.rule(self.name, family)

    def state(self, family: str) -> Any:
        """What the rule in force for a family remembers; None where nothing is."""
        return self._chain.law.state(self.name, family)

    def judge(self, family: str, view: Any, purse: str = "") -> tuple[Effect, ...]:
        """Ask a rule that rules at once, while a message is handled. Raises `Rejected` if its effects are refused."""
        return self._chain.driver.cases.judge_now(self.name, family, view, purse)

    def tell(self, story: Story, label: str) -> None:
        """Start a story; `label` is unique among this contract's stories."""
        self._chain.driver.tell(self.name, story, label)

    def before_end(self, check: Callable[[], None]) -> None:
        """Run `check` when the transaction being handled ends; if it raises `Rejected`, all of it is undone."""
        self._chain.checks.append(check)

    def task(self, name: str) -> TaskBrief:
        """What the factory trains under this name. Raises ValueError when it trains no such task."""
        if name not in self._chain.tasks:
            known = ", ".join(sorted(self._chain.tasks)) or "none"
            raise ValueError(f"contracts.{self.name}.task={name!r}: no such task; allowed: {known}")
        return self._chain.tasks[name]

    def keep(self, vector: Vector) -> str:
        """Store a vector off chain; its digest names it."""
        return self._chain.library.keep(vector)

    def vector(self, key: str) -> Vector:
        """A stored vector. Raises KeyError when nobody stored it."""
        return self._chain.library.vector(key)

    def rows(self, data: str) -> int:
        """Rows of a data set that is kept off chain. Raises `Rejected` for one that nobody keeps."""
        try:
            return self._chain.library.rows(data)
        except KeyError:
            raise Rejected(f"nobody keeps a data set {data}") from None

    def leaf(self, data: str, row: int) -> str:
        """Merkle leaf of one row of a data set, from where it is kept off chain. Raises `Rejected` when it is not there."""
        if not 0 <= row < (rows := self.rows(data)):
            raise Rejected(f"row={row}; the data set {data} has rows 0 to {rows - 1}")
        return self._chain.library.leaves(data)[row]

    def sealed(self, key: str) -> Any:
        """A value that this contract has sealed."""
        return self._chain.sealed.peek(f"{self.name}/{key}")

    def used(self, since: float, until: float) -> Mapping[tuple[str, str], int]:
        """GPU-milliseconds within a span of seconds, as metered, by (who ran jobs, whose cards they held)."""
        return self._chain.gauge.used(since, until)

    def present(self, owner: str) -> int:
        """Cards of an owner's machines that are switched on and work now, as metered."""
        return self._chain.gauge.present(owner)

    def served(self, since: float, until: float) -> Mapping[str, int]:
        """GPU-milliseconds that each compute owner's hardware served in a span of time, as metered."""
        return self._chain.meter(since, until)
