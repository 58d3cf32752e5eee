"""Rounds of training: assign, commit, reveal, score, check, aggregate, pay."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from mechanisms.contracts.bridge import require_asset
from mechanisms.contracts.course import Course
from mechanisms.contracts.data_market import DataMarket
from mechanisms.contracts.registry import Registry
from mechanisms.contracts.round_book import Claim, RoundBook
from mechanisms.contracts.schedule import RoundSchedule
from mechanisms.contracts.shares import Shares
from sim.chain.contract import Call, Contract, Story, Until, accepts
from sim.chain.sealed import commitment
from sim.effects.effect import Effect, Rejected
from sim.messages.data_market import Recall
from sim.messages.training_round import (
    Aggregate,
    Commit,
    Excuse,
    Offer,
    Offered,
    OpenReport,
    Report,
    Reveal,
    RoundSkipped,
    SealReport,
    SeatVoided,
)
from sim.seams.aggregation import Aggregation
from sim.seams.consensus import Consensus
from sim.seams.privacy import Privacy
from sim.seams.reputation import Reputation
from sim.seams.reward import Reward
from sim.seams.selection import Selection
from sim.seams.verification import Verification


@dataclass
class TrainingRound(Contract):
    """Trains one model, round after round, from a treasury's money."""

    asks = ("selection", "verification", "consensus", "aggregation", "reward")
    may_ask = ("privacy", "reputation")
    relies_on = ("registry", "treasury")
    task: str = "main"
    """Which of the factory's tasks is trained."""
    schedule: RoundSchedule = field(default_factory=RoundSchedule)
    shares: Shares = field(default_factory=Shares)
    budget: int = 0
    """Base units asked of the treasury for each round."""
    seats: int = 8
    steps: int = 30
    batch: int = 32
    rate: float = 0.1
    momentum: float = 0.9
    commit_reveal: bool = True
    """Without it an update is readable in the mempool before it is anybody's."""
    sealed_reports: bool = False
    """Without it a validator's scores are readable while others may still report: who copies them need not look."""
    by_dividends: bool = False
    """Whether validators share by the dividends that the consensus rule publishes; without it, or with a rule that publishes
    none, each report counts alike."""
    by_worth: bool = False
    """Whether providers share by what the reward rule pays for updates made on their data; without it each use counts
    alike, however bad the data."""
    aggregators: int = 0
    """How many members make a round's update in the place of the rule: one is believed, several are compared."""
    check_fee: int = 0
    """Base units paid for one check that a verification rule orders, and burned when the aggregation rule itself must be
    asked because aggregators differ."""
    data_market: str = ""
    """Where providers list their data, and are paid the price of each use and no share of the pot; "": they offer them
    here."""
    data_most: int = 0
    """Base units that a use may cost at most, where there is a data market; dearer data are left alone."""
    model_market: str = ""
    """A market that counts how often the models made here are used, for a reward rule that pays by use; "": none does."""
    beside: str = ""
    """Another asset that the treasury may hold, such as fees that bought no tokens: each round passes on a part of that, in
    proportion to what it pays; "": none."""
    registry: str = "registry"
    treasury: str = "treasury"
    selection: Selection | None = None
    verification: Verification | None = None
    consensus: Consensus | None = None
    aggregation: Aggregation | None = None
    reward: Reward | None = None
    privacy: Privacy | None = None
    reputation: Reputation | None = None

    def __post_init__(self) -> None:
        for name in ("seats", "steps", "batch"):
            if getattr(self, name) < 1:
                raise ValueError(f"{name}={getattr(self, name)}; allowed: 1 or more")
        if self.budget < 0 or self.check_fee < 0 or self.aggregators < 0:
            raise ValueError(
                f"budget={self.budget}, check_fee={self.check_fee}, aggregators={self.aggregators}; allowed: 0 or more"
            )
        if self.by_worth and self.data_market:
            raise ValueError("by_worth=True; allowed: false with a data_market, where each use has its price")
        if not self.rate > 0 or not 0 <= self.momentum < 1:
            raise ValueError(f"rate={self.rate}, momentum={self.momentum}; allowed: rate above 0, 0 <= momentum < 1")
        self.schedule.fits(self.sealed_reports, self.aggregators > 0)

    def open(self) -> None:
        self.book = RoundBook(self.host)

    def begin(self) -> Iterable[Effect]:
        rule = self.host.rule("aggregation")
        if self.aggregators and rule.begin() is not None:
            name = type(rule).__name__
            raise ValueError(f"aggregators={self.aggregators}; allowed: 0 with {name}, which remembers past rounds")
        if self.beside:
            require_asset(self, self.beside)
        for name in ("data_market", "model_market"):
            if partner := getattr(self, name):
                self.host.require(name, partner)
        self.book.models["current"] = self.host.task(self.task).start
        self.host.tell(self.rounds(), "rounds")
        return ()

    def published(self) -> Mapping[str, Any]:
        """Its tables, and `shares`: parts per thousand of a round's pot by role."""
        return {**self.host.tables, "shares": self.shares.by_role()}

    @property
    def members(self) -> Registry:
        return self.host.partner(self.registry, Registry)

    @property
    def market(self) -> DataMarket | None:
        """Where its data are listed, if they are."""
        if not self.data_market:
            return None
        return self.host.partner(self.data_market, DataMarket)

    @property
    def uses(self) -> Mapping[str, int]:
        """How often each model made here was ever used, by key, as a market has counted."""
        if not self.model_market:
            return {}
        return dict(self.host.contract(self.model_market).published().get("uses", {}))

    @accepts(Offer)
    def offer(self, call: Call, message: Offer) -> Iterable[Effect]:
        """Put a data set on offer. The first to offer it is paid for it."""
        if self.data_market:
            raise Rejected(f"data are listed on {self.data_market} here")
        offers = self.book.offers
        self._require(call.sender, "provider")
        if message.data in offers:
            raise Rejected(f"data set {message.data} is on offer already, by {offers[message.data].provider}")
        if message.rows != (rows := self.host.rows(message.data)):
            raise Rejected(f"rows={message.rows}; the data set {message.data} has {rows}")
        if message.replaces:
            old = offers.get(message.replaces)
            if old is None or old.provider != call.sender:
                raise Rejected(f"{call.sender} has no data set {message.replaces!r} on offer")
            del offers[message.replaces]
        offers[message.data] = Offered(call.sender, message.data, message.rows)
        self.host.emit(offers[message.data])
        return ()

    @accepts(Recall)
    def recall(self, call: Call, message: Recall) -> Iterable[Effect]:
        """Void what is under way on data whose consent was withdrawn, when the market says so."""
        if not self.data_market or call.sender != self.data_market:
            raise Rejected(f"{call.sender} may recall no data; allowed: {self.data_market or 'nobody'}")
        reason = f"the consent to data set {message.data} was withdrawn"
        for number, account in self.book.recall(message.data, reason):
            self.host.emit(SeatVoided(account, number, message.data))
        return ()

    @accepts(Commit)
    def commit(self, call: Call, message: Commit) -> Iterable[Effect]:
        """Take a commitment while the window is open; a later one replaces it."""
        self._in_window(message.round, "commit")
        self.book.commit(message.round, call.sender, message.digest)
        return ()

    @accepts(Reveal)
    def reveal(self, call: Call, message: Reveal) -> Iterable[Effect]:
        """Take an update: once, as committed, and not one that somebody has handed in before."""
        seat = self.book.seat_of(message.round, call.sender)
        self._in_window(message.round, "reveal")
        if self.commit_reveal and seat.committed != commitment(
            call.sender, message.round, message.salt, message.update
        ):
            raise Rejected("the update is not the one that was committed to")
        if not self._fits(message.update):
            raise Rejected("no finite vector of the model's size is kept under this key")
        self.book.reveal(message.round, call.sender, message.update)
        return ()

    @accepts(Excuse)
    def excuse(self, call: Call, message: Excuse) -> Iterable[Effect]:
        """Take an assignment back before anything was revealed."""
        self.book.excuse(message.round, call.sender, message.reason or "no reason given")
        return ()

    @accepts(Report)
    def report(self, call: Call, message: Report) -> Iterable[Effect]:
        """Take a validator's scores, once, for those who revealed."""
        if self.sealed_reports:
            raise Rejected("reports are sealed here; allowed: SealReport, and OpenReport when all are in")
        self._in_window(message.round, "score")
        self._require(call.sender, "validator")
        self.book.report(message.round, call.sender, message.scores)
        return ()

    @accepts(SealReport)
    def seal(self, call: Call, message: SealReport) -> Iterable[Effect]:
        """Take a commitment to a validator's scores while the window is open; a later one replaces it."""
        if not self.sealed_reports:
            raise Rejected("reports are given in the open here; allowed: Report")
        self._in_window(message.round, "score")
        self._require(call.sender, "validator")
        self.book.seal(message.round, call.sender, message.digest)
        return ()

    @accepts(OpenReport)
    def unseal(self, call: Call, message: OpenReport) -> Iterable[Effect]:
        """Take the scores that a validator has sealed, once no seal is taken any more."""
        self._in_window(message.round, "opening")
        self.book.unseal(message.round, call.sender, message.scores, message.salt)
        return ()

    @accepts(Aggregate)
    def aggregate(self, call: Call, message: Aggregate) -> Iterable[Effect]:
        """Take an aggregate from who was chosen to make it."""
        self._in_window(message.round, "aggregate")
        if not self._fits(message.update):
            raise Rejected("no finite vector of the model's size is kept under this key")
        self.book.claim(message.round, call.sender, Claim(message.update, tuple(sorted(message.included))))
        return ()

    def rounds(self) -> Story:
        """Start a round every period, until the factory closes."""
        number, start = 0, self.schedule.first
        while True:
            yield Until(start)
            if self.host.closing:
                return
            self.host.tell(self.round(number, start), f"round/{number}")
            number, start = number + 1, start + self.schedule.period

    def round(self, number: int, start: float) -> Story:
        """One round, from its selection to its payments, out of a pot of its own: the first that no other round is paid
        from. While there is none it is skipped, and no money is asked for it."""
        under_way = self.book.under_way
        purse = next((purse for purse in self.schedule.purses if purse not in under_way.values()), None)
        if purse is None:
            self.host.emit(RoundSkipped(number, f"round {min(under_way)} is not settled"))
            return
        under_way[number] = purse
        yield from Course(self, number, start, purse).story()
        del under_way[number]

    def _require(self, account: str, role: str) -> None:
        if not self.members.serves(account, role):
            raise Rejected(f"{account} is not registered as {role}")

    def _in_window(self, number: int, window: str) -> None:
        if not self.host.is_open(f"{number}/{window}"):
            raise Rejected(f"the {window} window of round {number} is not open")

    def _fits(self, update: str) -> bool:
        try:
            vector = self.host.vector(update)
        except KeyError:
            return False
        return vector.shape == self.host.vector(self.book.models["current"]).shape and bool(np.isfinite(vector).all())
