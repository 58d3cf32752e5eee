"""What an account can say: messages, the envelope they travel in, and what comes back."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import blake2b
from typing import ClassVar

from sim.canonical import written
from sim.declared import check_fields
from sim.facts import Fact


@dataclass(frozen=True, slots=True)
class Message:
    """Base of all messages. `to` names the contract that a plain `send` reaches."""

    to: ClassVar[str] = ""


@dataclass(frozen=True, slots=True)
class To:
    """A message for a contract other than the message's usual one."""

    contract: str
    message: Message


@dataclass(frozen=True, slots=True)
class Bundle(Message):
    """Several messages in one transaction: all of them take effect in the same block, in order, or none does."""

    messages: tuple[Message | To, ...]

    def __post_init__(self) -> None:
        if not self.messages:
            raise ValueError("Bundle.messages is empty; allowed: one message or more")


@dataclass(frozen=True, slots=True)
class Transaction:
    """A signed envelope: who says what to which contract, the sender's how-many-eth, and the tip offered per gas."""

    sender: str
    nonce: int
    calls: tuple[tuple[str, Message], ...]
    tip: int
    sent: float
    cause: int
    hash: str

    @classmethod
    def sign(cls, sender: str, nonce: int, message: Message | To, tip: int, sent: float, cause: int) -> Transaction:
        """Wrap a message; the hash covers sender, nonce, tip and every call, but not the time.

        Raises TypeError or ValueError for what cannot stand on the record, such as a number that is not finite.
        """
        if type(tip) is not int or tip < 0:
            raise ValueError(f"tip={tip!r}; allowed: an integer >= 0, in base units per gas")
        parts = message.messages if isinstance(message, Bundle) else (message,)
        calls = tuple((p.contract, p.message) if isinstance(p, To) else (p.to, p) for p in parts)
        for _, part in calls:
            check_fields(part)
        content = written((sender, nonce, tip, calls)).encode()
        return cls(sender, nonce, calls, tip, sent, cause, blake2b(content, digest_size=16).hexdigest())


@dataclass(frozen=True, slots=True)
class Receipt:
    """How a transaction ended: in which block, and if it was refused, why. `fact` is its number on the record; from
    `final_at` on (seconds) nothing can undo it any more."""

    accepted: bool
    reason: str
    block: int
    time: float
    fact: int
    final_at: float


@dataclass(frozen=True, slots=True)
class Included(Fact):
    """A transaction took effect; `fee` base units were paid for it."""

    hash: str
    calls: tuple[tuple[str, Message], ...]
    fee: int


@dataclass(frozen=True, slots=True)
class Refused(Fact):
    """A transaction or a list of effects was refused whole; nothing but the fee (if any) moved."""

    hash: str
    calls: tuple[tuple[str, object], ...]
    fee: int
    reason: str


@dataclass(frozen=True, slots=True)
class Pending(Fact):
    """A transaction is waiting for a block. Seen by those who watch the mempool; not on the record until included."""

    transaction: Transaction
