"""A market for models: versions under certificates, paid requests, and fees divided among those who made the model."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from mechanisms.contracts.audit import Audit
from mechanisms.contracts.bridge import require_asset
from mechanisms.contracts.combination import published
from mechanisms.contracts.emission import Emission
from mechanisms.contracts.fee_settlement import FeeSettlement
from mechanisms.contracts.fee_split import FeeSplit
from mechanisms.contracts.provenance import Made
from mechanisms.contracts.registry import Registry
from mechanisms.contracts.training_round import TrainingRound
from mechanisms.contracts.version_book import MILLION, Coming, Version, VersionBook
from sim.chain.contract import Call, Contract, accepts
from sim.durations import DAY, HOUR
from sim.effects.effect import Effect, Rejected
from sim.effects.money import Transfer
from sim.messages.model_market import (
    Deploy,
    Deployed,
    Experience,
    Purchase,
    Retire,
    Retired,
    RollBack,
    RolledBack,
    Update,
)
from sim.seams.pricing import Pricing, PricingView
from sim.world.perceived import Perception


@dataclass
class ModelMarket(Contract):
    """Sells answers of certified models for a stable coin, and once an hour divides what each version took in.

    Fees are quoted and paid in the stable coin; where there is a pool, a part of them buys the token there before they are
    divided. With everything that is earned sold again, that part moves volume and not price.

    A report is believed as far as its sender has paid: so many reports for so many requests. Known weakness: whoever buys
    from itself can report what it likes, at the price of the fees that go to others.
    """

    asks = ("pricing",)
    relies_on = ("audit", "registry", "rounds", "treasury")
    begins = (Deploy, Purchase)
    fees: FeeSplit = field(default_factory=FeeSplit)
    asset: str = "usd"
    opening: int = 20_000_000
    """Base units for one request, before the pricing rule has ruled."""
    target: int = 1000
    """Requests an hour and version at which a pricing rule need not move a price."""
    period: float = HOUR
    """Seconds between two settlements."""
    perception: Perception = field(default_factory=Perception)
    reported: int = 10_000
    """Part (1e-6) of what somebody has bought on which it may report."""
    kinship: float = 0.0
    """Relative L2 distance up to which a model counts as a copy and pays those who made the original; 0: the same bits."""
    doubt: int = 50_000
    """How far (1e-6) experience must fall short of a certificate before the auditors are told."""
    luck: float = 3.0
    """And by how many standard errors more, so that nobody is blamed for the luck of a draw."""
    enough: int = 50
    """Reports on the certified model before they are, and before a version may answer with another one."""
    trial: float = DAY
    """Seconds on sale after which it may without them: what few buy cheats few."""
    audit: str = "audit"
    registry: str = "registry"
    rounds: str = "training_round"
    treasury: str = "treasury"
    pool: str = ""
    """A pool on which fees become tokens before they are divided; "": they are divided as they were paid."""
    in_token: int = 1000
    """Parts per thousand of the fees that go through that pool."""
    at_once: int = 4
    """Parts per thousand of the pool's dollars that are spent in one settlement at the most: less than the pool's fee, so
    that buying before it and selling after it earns nothing. What is not spent waits for the next one."""
    dearer: int = 100
    """Parts per thousand by which a purchase may be dearer than the pool's trades of the last day; else it waits."""
    dividend: str = ""
    """A contract that the holders' part goes to, for all who hold the token; "": it goes by stake."""
    emission: str = ""
    """A contract whose supply rule may take a part of the tokens that fees bought, to burn it; "": none is taken."""
    pricing: Pricing | None = None

    def __post_init__(self) -> None:
        if self.opening < 1 or self.target < 1 or not self.period > 0:
            raise ValueError(f"opening={self.opening}, target={self.target}, period={self.period}; allowed: above 0")
        if not 0 <= self.reported <= MILLION or not 0 <= self.doubt <= MILLION or self.enough < 1:
            parts = f"reported={self.reported}, doubt={self.doubt}, enough={self.enough}"
            raise ValueError(f"{parts}; allowed: 0 to 10**6, and enough 1 or more")
        if not 0 <= self.luck < float("inf"):
            raise ValueError(f"luck={self.luck}; allowed: 0 or more, finite")
        if not 0 <= self.trial < float("inf"):
            raise ValueError(f"trial={self.trial}; allowed: 0 or more seconds, finite")
        if not self.kinship >= 0:
            raise ValueError(f"kinship={self.kinship}; allowed: 0 or more")
        if not 0 <= self.in_token <= 1000:
            raise ValueError(f"in_token={self.in_token}; allowed: 0 to 1000 parts per thousand")
        if not 1 <= self.at_once <= 1000 or self.dearer < 0:
            raise ValueError(
                f"at_once={self.at_once}, dearer={self.dearer}; allowed: 1 to 1000, and 0 or more parts per thousand"
            )

    def open(self) -> None:
        self.book = VersionBook(self.host)
        self.turnovers = self.host.table("turnovers")

    def begin(self) -> Iterable[Effect]:
        require_asset(self, self.asset)
        for name in ("pool", "dividend", "emission"):
            if partner := getattr(self, name):
                self.host.require(name, partner)
        self.host.tell(FeeSettlement(self).hours(), "hours")
        return ()

    def published(self) -> Mapping[str, Any]:
        """Its tables, and `perceived`: the share of right answers that each version on sale seems to give."""
        live = [number for number, version in self.book.versions.items() if version.live]
        return {**self.host.tables, "perceived": {number: self.perceived(number) for number in live}}

    @accepts(Deploy)
    def deploy(self, call: Call, message: Deploy) -> Iterable[Effect]:
        """Put a model on sale under a certificate for it; what it is a copy of decides who is paid for it."""
        certificate = self.audits.certificates.get(message.certificate)
        if certificate is None or certificate.model != message.model:
            raise Rejected(f"no certificate {message.certificate} for model {message.model}")
        if certificate.owner != call.sender:
            raise Rejected(f"certificate {message.certificate} is {certificate.owner}'s")
        # Else a version that users know to be bad would be sold anew, as one of which nobody knows anything.
        if certificate.contradicted:
            raise Rejected(f"certificate {message.certificate} was contradicted by users")
        # Nor may what users know of one version be shed, or their reports be spread, by selling it as another.
        used = (n for n, v in self.book.versions.items() if v.certificate == message.certificate)
        if (version_before := next(used, None)) is not None:
            raise Rejected(f"certificate {message.certificate} is version {version_before}'s; allowed: one of its own")
        if any(v.live and v.owner == call.sender and v.model == message.model for v in self.book.versions.values()):
            raise Rejected(f"{call.sender} has model {message.model} on sale already")
        made = self._made(message.model)
        stated = (message.certificate, certificate.accuracy)
        version = Version(
            call.sender, message.model, *stated, self.opening, self.host.now, audited=message.model, source=made.source
        )
        number = self.book.put(version, made.owed)
        ruled = self.host.judge(
            "pricing", PricingView(f"version {number}", self.opening, 0, self.target, self.host.now)
        )
        price = max(int(published(ruled, "price", self.opening)), 1)
        self.book.versions[number] = replace(version, price=price)
        origin = (made.source, made.rounds)
        certified = certificate.accuracy
        self.host.emit(Deployed(number, call.sender, message.model, message.certificate, certified, price, *origin))
        return ()

    @accepts(Update)
    def update(self, call: Call, message: Update) -> Iterable[Effect]:
        """Let a version answer with another model from its next settlement on: what has been paid for the one that it has is
        divided among those who made that. Its certificate stays what it was, a word about another model: so users must have
        had their say on that one first, or whoever certified it would answer for nothing."""
        version = self.book.owned(message.version, call.sender)
        self.book.live(message.version)
        tried, tested = self.book.found[message.version].tried, version.since + self.trial
        if tried < self.enough and self.host.now < tested:
            needed = f"{self.enough}, or a trial until {tested:g} s"
            raise Rejected(f"{tried:g} reports on the certified model of version {message.version}; needed: {needed}")
        try:
            vector = self.host.vector(message.model)
        except KeyError:
            raise Rejected(f"no vector is kept under {message.model}") from None
        if vector.shape != self.host.vector(version.model).shape or not np.isfinite(vector).all():
            raise Rejected(f"what is kept under {message.model} is no finite vector of the model's size")
        made = self._made(message.model)
        provenance = tuple(sorted(made.owed.items()))
        self.book.coming[message.version] = Coming(message.model, made.source, made.rounds, provenance)
        return ()

    @accepts(Retire)
    def retire(self, call: Call, message: Retire) -> Iterable[Effect]:
        """Take a version off sale; what it has taken in is divided all the same."""
        self.book.owned(message.version, call.sender)
        self.book.live(message.version)
        self.book.switch(message.version, live=False)
        self.host.emit(Retired(message.version, call.sender))
        return ()

    @accepts(RollBack)
    def roll_back(self, call: Call, message: RollBack) -> Iterable[Effect]:
        """Put an older version in the place of a newer one."""
        self.book.owned(message.version, call.sender)
        self.book.live(message.version)
        if self.book.owned(message.onto, call.sender).live:
            raise Rejected(f"version {message.onto} is on sale already")
        if message.onto >= message.version:
            raise Rejected(f"onto={message.onto}; allowed: an older version than {message.version}")
        self.book.switch(message.version, live=False)
        self.book.switch(message.onto, live=True)
        self.host.emit(RolledBack(message.version, message.onto, call.sender))
        return ()

    @accepts(Purchase)
    def purchase(self, call: Call, message: Purchase) -> Iterable[Effect]:
        """Take the money for some requests; it waits in the version's purse until it is divided."""
        version = self.book.live(message.version)
        if message.requests < 1:
            raise Rejected(f"requests={message.requests}; allowed: 1 or more")
        if version.price > message.most:
            raise Rejected(f"version {message.version} costs {version.price}, and not {message.most}")
        self.book.buy(message.version, call.sender, message.requests)
        return (Transfer(self.purse(message.version), message.requests * version.price, self.asset),)

    @accepts(Experience)
    def experience(self, call: Call, message: Experience) -> Iterable[Effect]:
        """Count a buyer's report, as far as it has bought."""
        number = message.version
        if number not in self.book.versions:
            raise Rejected(f"there is no version {number}")
        if not 0 <= message.succeeded <= message.tried or message.tried < 1:
            raise Rejected(
                f"succeeded={message.succeeded} of tried={message.tried}; allowed: 0 to tried, and 1 or more"
            )
        counted = (message.succeeded, message.tried, self.reported, self.host.now, self.perception.half_life)
        self.book.report(number, call.sender, *counted)
        return ()

    def perceived(self, number: int) -> float:
        """The share of right answers that a version seems to give."""
        certified = self.book.versions[number].certified / MILLION
        return self.perception.of(certified, self.book.outcomes[number], self.host.now)

    def _made(self, model: str) -> Made:
        return Made.of(model, self.training.book, self.host.vector, self.kinship)

    def purse(self, number: int) -> str:
        """The account in which what a version takes in waits for its settlement."""
        return f"{self.host.name}/fees/{number}"

    def levied(self, tokens: int) -> int:
        """Base units that the supply rule takes out of so many tokens before they are divided."""
        return tokens * self.host.partner(self.emission, Emission).takes // 1000 if self.emission else 0

    @property
    def audits(self) -> Audit:
        return self.host.partner(self.audit, Audit)

    @property
    def members(self) -> Registry:
        return self.host.partner(self.registry, Registry)

    @property
    def training(self) -> TrainingRound:
        return self.host.partner(self.rounds, TrainingRound)
