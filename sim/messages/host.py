"""What the host itself says and hears: questions put to accounts, work ordered from them, and their answers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from sim.effects.effect import Effect
from sim.facts import Fact
from sim.jobs import Job
from sim.messages.message import Message

HOST = "host"


@dataclass(frozen=True, slots=True)
class Asked(Fact):
    """A rule asks `account` a question; silence until `until` counts as the rule's default."""

    addressed: ClassVar[bool] = True
    account: str
    query: str
    question: Any
    facts: Any
    sealed: bool
    until: float


@dataclass(frozen=True, slots=True)
class Answer(Message):
    """The reply to a question; to a sealed question, a `SealedValue` that the host opens when the question is closed."""

    to: ClassVar[str] = HOST
    query: str
    value: Any


@dataclass(frozen=True, slots=True)
class Ordered(Fact):
    """A rule orders work from `account`; a result delivered by `until` is paid `budget` base units."""

    addressed: ClassVar[bool] = True
    account: str
    query: str
    kind: str
    job: Job
    budget: int
    until: float
    steps_due: int = 0
    """Steps of the training that the job is the beginning of; 0: the job is whole."""


@dataclass(frozen=True, slots=True)
class Delivery(Message):
    """The result of ordered work: the key of a kept vector, a tuple of scores, or a note of what went wrong."""

    to: ClassVar[str] = HOST
    query: str
    value: Any


@dataclass(frozen=True, slots=True)
class Closed(Fact):
    """A question is closed: the answers, by account, as the rule will see them."""

    query: str
    answers: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Drawn(Fact):
    """A rule drew lots. While the draw is sealed `picked` is empty; `seal` is the digest of its salt and its picks."""

    picked: tuple[str, ...]
    among: int
    source: str
    seal: str = ""
    salt: str = ""


@dataclass(frozen=True, slots=True)
class Ruled(Fact):
    """A rule decided; `effects` were applied whole."""

    family: str
    rule: str
    effects: tuple[Any, ...]

    def __post_init__(self) -> None:
        object.__setattr__(self, "effects", _shown(self.effects))


@dataclass(frozen=True, slots=True)
class Remembered(Fact):
    """A ruling changed what the rule of a family remembers: the state that its next case will see."""

    family: str
    state: Any


@dataclass(frozen=True, slots=True)
class Acted(Fact):
    """A contract acted on its own account, at genesis or on a timer; `effects` were applied whole."""

    effects: tuple[Any, ...]

    def __post_init__(self) -> None:
        object.__setattr__(self, "effects", _shown(self.effects))


@dataclass(frozen=True, slots=True)
class Elapsed(Fact):
    """A timer of a contract ran out."""

    timer: str


def _shown(effects: tuple[Any, ...]) -> tuple[Any, ...]:
    """Effects as everybody may see them: what one of them seals is on no record."""
    return tuple(effect.shown() if isinstance(effect, Effect) else effect for effect in effects)
