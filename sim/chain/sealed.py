"""Sealed values and commitments: what is fixed before it can be read."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import blake2b
from typing import TYPE_CHECKING, Any

from sim.canonical import written
from sim.chain.journal import Journal, Table
from sim.effects.effect import Rejected
from sim.facts import Fact

if TYPE_CHECKING:
    from sim.chain.authority import Authority


def commitment(account: str, round: int, salt: str, value: Any) -> str:  # noqa: A002 - the field's word
    """Binding digest of a value: 32 hex digits over sender, round, salt and the value's canonical form, so that it can be
    neither opened to another value nor replayed by another sender or in another round."""
    return blake2b(written((account, round, salt, value)).encode(), digest_size=16).hexdigest()


@dataclass(frozen=True, slots=True)
class SealedValue:
    """The outside of a value that only the host can open, and only when its question is closed."""

    digest: str


@dataclass(frozen=True, slots=True)
class Unsealed(Fact):
    """A sealed value became public."""

    key: str
    value: Any


class Sealed:
    """Values under seal. Contracts seal by key, accounts by digest."""

    def __init__(self, journal: Journal) -> None:
        self._kept: Table[str, Any] = Table(journal)
        self._answers: dict[str, Any] = {}

    def keep(self, key: str, value: Any) -> None:
        """Seal a contract's value. Raises `Rejected` when the key is taken."""
        if key in self._kept:
            raise Rejected(f"{key} is sealed already")
        self._kept[key] = value

    def peek(self, key: str) -> Any:
        """The sealed value, for the contract that sealed it."""
        return self._kept[key]

    def publish(self, key: str, authority: Authority) -> None:
        """Make a sealed value public. Raises `Rejected` when there is none."""
        if key not in self._kept:
            raise Rejected(f"nothing is sealed under {key}")
        authority.chain.emit(authority.contract, Unsealed(key, self._kept.pop(key)), authority.cause)

    def envelope(self, account: str, query: str, salt: str, value: Any) -> SealedValue:
        """Seal an account's answer to a question; only the envelope travels."""
        digest = commitment(account, 0, f"{query}/{salt}", value)
        self._answers[digest] = value
        return SealedValue(digest)

    def open(self, sealed: SealedValue) -> Any:
        """What an envelope holds. Raises `Rejected` for one that was never sealed."""
        if sealed.digest not in self._answers:
            raise Rejected("an envelope that nobody sealed")
        return self._answers[sealed.digest]
