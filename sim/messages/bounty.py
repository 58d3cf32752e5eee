"""What is said about bounties, and what is made known of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from sim.facts import Fact
from sim.messages.message import Message

BOUNTY = "bounty"

OPEN, JUDGED, REFUSED, OVER = "open", "judged", "refused", "over"
"""How a bounty stands: models are taken, they were found to pass and are not paid yet, none is taken, all is paid."""


@dataclass(frozen=True, slots=True)
class PostBounty(Message):
    """Put up `prize` base units for models that remove at least `passing` (1e-6 nats) of the loss of `base`.

    `base` is the key of a kept vector; "": the parameters that the task starts from. Models are taken until `until`, in
    seconds.
    """

    to: ClassVar[str] = BOUNTY
    prize: int
    passing: int
    until: float
    base: str = ""


@dataclass(frozen=True, slots=True)
class Enter(Message):
    """A developer commits to a model: `digest` binds the account, the bounty, a salt and the model's key."""

    to: ClassVar[str] = BOUNTY
    bounty: int
    digest: str


@dataclass(frozen=True, slots=True)
class Show(Message):
    """A developer shows the model that it entered: the key of a kept vector, whole parameters and no difference."""

    to: ClassVar[str] = BOUNTY
    bounty: int
    model: str
    salt: str


@dataclass(frozen=True, slots=True)
class RefuseAll(Message):
    """A requester takes none of the models that passed, where the contract leaves it a right to."""

    to: ClassVar[str] = BOUNTY
    bounty: int


@dataclass(frozen=True, slots=True)
class BountyPosted(Fact):
    """Models for `task` are wanted. They are taken until `until`, and may be shown in the window of the key `window`."""

    bounty: int
    requester: str
    task: str
    base: str
    prize: int
    passing: int
    until: float
    window: str
    commit: bool
    """Whether a commitment is needed before a model is shown."""


@dataclass(frozen=True, slots=True)
class BountyJudged(Fact):
    """The loss that each model removed (1e-6 nats) as the evaluators agree, and whose passed; not paid yet."""

    bounty: int
    requester: str
    found: tuple[tuple[str, int], ...]
    passed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BountySettled(Fact):
    """A bounty is over: who was paid what, and what the requester got back of the prize, `reason` saying why."""

    bounty: int
    requester: str
    paid: tuple[tuple[str, int], ...]
    returned: int
    reason: str
