"""What is said in a training round, and what it makes known."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from sim.facts import Fact
from sim.jobs import Training
from sim.messages.message import Message
from sim.seams.aggregation import AggregationView

ROUNDS = "training_round"


@dataclass(frozen=True, slots=True)
class Offer(Message):
    """A data provider lets a data set, `data` with `rows` rows, be trained on, in the place of an older one of its own."""

    to: ClassVar[str] = ROUNDS
    data: str
    rows: int
    replaces: str = ""


@dataclass(frozen=True, slots=True)
class Commit(Message):
    """A trainer fixes its update without showing it: see `sim.chain.sealed.commitment`."""

    to: ClassVar[str] = ROUNDS
    round: int
    digest: str


@dataclass(frozen=True, slots=True)
class Reveal(Message):
    """A trainer shows its update: the key of a kept vector, and the salt of its commitment."""

    to: ClassVar[str] = ROUNDS
    round: int
    update: str
    salt: str = ""


@dataclass(frozen=True, slots=True)
class Excuse(Message):
    """A trainer gives its assignment back."""

    to: ClassVar[str] = ROUNDS
    round: int
    reason: str


@dataclass(frozen=True, slots=True)
class Report(Message):
    """A validator's scores by owner: loss removed by their update on the validator's own hold-out, in 1e-6 nats."""

    to: ClassVar[str] = ROUNDS
    round: int
    scores: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class SealReport(Message):
    """A validator fixes its scores without showing them: see `sim.chain.sealed.commitment`."""

    to: ClassVar[str] = ROUNDS
    round: int
    digest: str


@dataclass(frozen=True, slots=True)
class OpenReport(Message):
    """A validator shows the scores that it sealed, and the salt of their seal."""

    to: ClassVar[str] = ROUNDS
    round: int
    scores: tuple[tuple[str, int], ...]
    salt: str


@dataclass(frozen=True, slots=True)
class Aggregate(Message):
    """An aggregator hands in what it made: the key of the kept vector by which the model is to move, and whose updates went
    into it."""

    to: ClassVar[str] = ROUNDS
    round: int
    update: str
    included: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Offered(Fact):
    """A data set may be trained on; `provider` is paid when it is."""

    provider: str
    data: str
    rows: int


@dataclass(frozen=True, slots=True)
class RoundOpened(Fact):
    round: int
    model: str
    """Key of the parameters that the round starts from."""
    chosen: tuple[str, ...]
    pot: int
    """Base units to be paid out."""
    task: str = "main"
    """What is trained."""


@dataclass(frozen=True, slots=True)
class RoundSkipped(Fact):
    round: int
    reason: str


@dataclass(frozen=True, slots=True)
class Assigned(Fact):
    """A trainer's task. `commit` and `reveal` are windows; with no `commit` the update is revealed at once."""

    addressed: ClassVar[bool] = True
    account: str
    round: int
    job: Training
    steps_due: int
    provider: str
    price: int
    commit: str
    reveal: str
    until: float
    """When the last window closes, in seconds."""
    data: str = ""
    """Key of the data set to train on."""


@dataclass(frozen=True, slots=True)
class SeatVoided(Fact):
    """A trainer's seat is void, whatever it has handed in: the consent to its data was withdrawn."""

    account: str
    round: int
    data: str


@dataclass(frozen=True, slots=True)
class ScoringOpened(Fact):
    """Revealed updates wait for the validators' reports until `until`. `updates` are (owner, key) pairs by owner."""

    round: int
    model: str
    """The name of the model."""
    start: str
    """Key of the parameters before the round."""
    updates: tuple[tuple[str, str], ...]
    until: float
    opening: str = ""
    """Where reports are sealed, and only committed to until then: the window in which they are shown."""


@dataclass(frozen=True, slots=True)
class AggregationOpened(Fact):
    """Ordered work: each of `aggregators` makes one update out of the accepted ones, as the rule in force says."""

    round: int
    aggregators: tuple[str, ...]
    view: AggregationView
    """What the rule would be shown: the released updates in their order, and the model."""
    window: str
    """The window in which aggregates are taken."""
    until: float
    """When it closes, in seconds."""


@dataclass(frozen=True, slots=True)
class Aggregated(Fact):
    """What became of ordered aggregation: the update by which the model moves ("": none), and whose went into it."""

    round: int
    update: str
    included: tuple[str, ...]
    by: tuple[str, ...]
    """Aggregators that made it."""
    checked: bool
    """Whether the rule itself was asked, because they did not all say the same."""
    faults: tuple[str, ...]
    """Aggregators that made another."""


@dataclass(frozen=True, slots=True)
class PaidBeside(Fact):
    """A round has passed on base units of another asset too, in proportion to what it paid."""

    round: int
    paid: int
    asset: str


@dataclass(frozen=True, slots=True)
class RoundSettled(Fact):
    """A round is over: the new parameters, whose updates counted, and whose did not and why."""

    round: int
    model: str
    accepted: tuple[str, ...]
    rejected: tuple[tuple[str, str], ...]
    faults: tuple[str, ...]
    scores: tuple[tuple[str, int], ...]
    paid: int
    task: str = "main"
    """What was trained."""
