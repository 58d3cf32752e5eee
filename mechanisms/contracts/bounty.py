"""Bounties: a prize in escrow for a model that is good enough, found so by somebody else than who pays."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

import numpy as np

from mechanisms.contracts.bounty_terms import Entry, Terms
from mechanisms.contracts.contest import Contest
from mechanisms.contracts.registry import Registry
from sim.chain.contract import Call, Contract, accepts
from sim.chain.sealed import commitment
from sim.durations import DAY, HOUR
from sim.effects.effect import Effect, Rejected
from sim.effects.money import Transfer
from sim.effects.timing import OpenWindow
from sim.messages.bounty import JUDGED, REFUSED, BountyPosted, Enter, PostBounty, RefuseAll, Show
from sim.seams.consensus import Consensus
from sim.seams.reward import Reward
from sim.seams.selection import Selection


@dataclass
class Bounty(Contract):
    """Keeps a prize until evaluators have measured, each on data of its own, what models remove of the base's loss; a rule
    divides it among those that pass, and what nobody earned goes back. What was promised cannot be taken back, unless
    `veto` says so.

    A contest for a prize: Tullock 1980. With pay by improvement the efforts of n equals come to (n - 1) / n of the prize;
    the winner taking all discourages whoever is not best. Known weaknesses: who trains on bought data pays nobody for them
    here; evaluators see the models, and may be asked by a friend to find them bad; a requester that enters through a
    second name pays itself, less the `cut`. It needs a consensus that agrees on scores in the units they are reported in.
    """

    asks = ("selection", "consensus", "reward")
    relies_on = ("registry",)
    begins = (PostBounty,)
    task: str = "main"
    """Which of the factory's tasks the models are for."""
    evaluators: int = 3
    """Asked for each bounty; all of them measure all models, in one job each."""
    fee: int = 0
    """Base units for each evaluator that delivers, put up by the requester on top of the prize."""
    cut: int = 50
    """Parts per thousand of a prize that is won which go to the treasury: the price of buying from oneself."""
    revealing: float = 900.0
    """Seconds after the last entry in which models are shown."""
    evaluating: float = HOUR
    """Seconds that evaluators have."""
    veto: float = 0.0
    """Seconds in which the requester, who can read every model by then, may still refuse to pay; 0: it may not."""
    longest: float = 90 * DAY
    """Seconds that a bounty may be open."""
    commit_reveal: bool = True
    """Without it a model is shown as soon as it is ready, for everybody to copy."""
    judges: str = "validator"
    """The role whose members evaluate."""
    registry: str = "registry"
    treasury: str = "treasury"
    """The account that takes the cut."""
    selection: Selection | None = None
    consensus: Consensus | None = None
    reward: Reward | None = None

    def __post_init__(self) -> None:
        if self.evaluators < 1 or self.fee < 0 or not 0 <= self.cut <= 1000:
            parts = f"evaluators={self.evaluators}, fee={self.fee}, cut={self.cut}"
            raise ValueError(f"{parts}; allowed: 1 or more, 0 or more, 0 to 1000")
        for name in ("revealing", "evaluating", "longest"):
            if not 0 < getattr(self, name) < float("inf"):
                raise ValueError(f"{name}={getattr(self, name)}; allowed: above 0 seconds, finite")
        if not 0 <= self.veto < float("inf"):
            raise ValueError(f"veto={self.veto}; allowed: 0 or more seconds, finite")

    def open(self) -> None:
        self.bounties = self.host.table("bounties")
        self.entries = self.host.table("entries")

    @accepts(PostBounty)
    def post(self, call: Call, message: PostBounty) -> Iterable[Effect]:
        """Take prize and fees into escrow and open the contest."""
        if message.prize < 1 or message.passing < 1:
            raise Rejected(f"prize={message.prize}, passing={message.passing}; allowed: 1 or more")
        latest = self.host.now + self.longest
        if not self.host.now < message.until <= latest:
            raise Rejected(f"until={message.until}; allowed: after {self.host.now}, at most {latest}")
        brief = self.host.task(self.task)
        base = message.base or brief.start
        if not self._fits(base):
            raise Rejected("no finite vector of the model's size is kept as the base")
        number, reveal = len(self.bounties) + 1, message.until + self.revealing
        self.bounties[number] = Terms(call.sender, base, message.prize, message.passing, call.time, message.until)
        # With nothing to commit to, a model may be shown as soon as it is trained.
        shown_from = message.until if self.commit_reveal else self.host.now
        self.host.emit(
            BountyPosted(
                number,
                call.sender,
                brief.model,
                base,
                message.prize,
                message.passing,
                message.until,
                f"{self.host.name}/{number}/show",
                self.commit_reveal,
            )
        )
        self.host.tell(Contest(self, number).story(), f"bounty/{number}")
        return (
            Transfer(f"{self.host.name}/prize/{number}", message.prize),
            Transfer(f"{self.host.name}/fees/{number}", self.fee * self.evaluators),
            OpenWindow(f"{number}/enter", self.host.now, message.until),
            OpenWindow(f"{number}/show", shown_from, reveal),
        )

    @accepts(Enter)
    def enter(self, call: Call, message: Enter) -> Iterable[Effect]:
        """Take a commitment of a developer; a later one replaces it."""
        self._in_window(message.bounty, "enter")
        self._require_developer(call.sender)
        self.entries[message.bounty, call.sender] = Entry(message.digest)
        return ()

    @accepts(Show)
    def show(self, call: Call, message: Show) -> Iterable[Effect]:
        """Take a model: once, as committed, and not one that somebody has shown before."""
        self._in_window(message.bounty, "show")
        self._require_developer(call.sender)
        number = message.bounty
        entry = self.entries.get((number, call.sender), Entry())
        if entry.model:
            raise Rejected(f"{call.sender} has shown a model for bounty {number} already")
        if self.commit_reveal and entry.committed != commitment(call.sender, number, message.salt, message.model):
            raise Rejected("the model is not the one that was committed to")
        if not self._fits(message.model):
            raise Rejected("no finite vector of the model's size is kept under this key")
        if any(model == message.model for model in self.shown(number).values()):
            raise Rejected(f"somebody has shown this model for bounty {number} before")
        self.entries[number, call.sender] = replace(entry, model=message.model)
        return ()

    @accepts(RefuseAll)
    def refuse(self, call: Call, message: RefuseAll) -> Iterable[Effect]:
        """Let a requester out of its promise while its veto lasts."""
        terms: Terms | None = self.bounties.get(message.bounty)
        if terms is None or terms.requester != call.sender:
            raise Rejected(f"bounty {message.bounty} is not {call.sender}'s")
        if terms.status != JUDGED:
            raise Rejected(f"bounty {message.bounty} is {terms.status}: what passes is paid")
        self.bounties[message.bounty] = replace(terms, status=REFUSED)
        return ()

    def shown(self, number: int) -> Mapping[str, str]:
        """The models shown for a bounty, account -> key, by account."""
        return {who: entry.model for (n, who), entry in sorted(self.entries.items()) if n == number and entry.model}

    @property
    def members(self) -> Registry:
        return self.host.partner(self.registry, Registry)

    def _require_developer(self, account: str) -> None:
        if not self.members.serves(account, "developer"):
            raise Rejected(f"{account} is not registered as developer")

    def _in_window(self, number: int, window: str) -> None:
        if not self.host.is_open(f"{number}/{window}"):
            raise Rejected(f"the {window} window of bounty {number} is not open")

    def _fits(self, key: str) -> bool:
        try:
            vector = self.host.vector(key)
        except KeyError:
            return False
        start = self.host.vector(self.host.task(self.task).start)
        return vector.shape == start.shape and bool(np.isfinite(vector).all())
