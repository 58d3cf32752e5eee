"""One update out of many: the rule makes it, or members do and are compared."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

from mechanisms.contracts.round_book import Claim, Mandate
from sim.chain.contract import Act, Judge, Until
from sim.effects.effect import Effect
from sim.effects.invoke import Invoke
from sim.effects.judgement import Assign, Publish
from sim.effects.money import Burn
from sim.effects.timing import OpenWindow
from sim.jobs import Vector
from sim.messages.registry import Offence
from sim.messages.training_round import Aggregated, AggregationOpened
from sim.seams.aggregation import AggregationView
from sim.seams.selection import SelectionView
from sim.seams.submission import Submission

if TYPE_CHECKING:
    from mechanisms.contracts.training_round import TrainingRound

NONE = Claim("", ())
"""That nothing could be made of the updates."""


@dataclass(frozen=True)
class Combined:
    """What the model moves by (None: it stays), the submissions that went into it, and the aggregators that made it."""

    update: Vector | None
    counted: tuple[Submission, ...]
    by: tuple[str, ...] = ()


Telling: TypeAlias = Generator[Until | Judge | Act, Any, Combined]


@dataclass(frozen=True)
class Combination:
    """Combines the accepted updates of one round; `budget` base units are the aggregators' share of its pot, the
    contract's `purse`."""

    contract: TrainingRound
    number: int
    accepted: tuple[Submission, ...]
    budget: int
    purse: str

    def story(self) -> Telling:
        """A single aggregator is believed, and so are several who all say the same. Else the rule is asked itself, at a
        price; who said otherwise is at fault, who said nothing is merely not paid."""
        contract, host, number = self.contract, self.contract.host, self.number
        view = AggregationView(number, self.accepted, host.vector(contract.book.models["current"]))
        chosen = (yield from self._chosen()) if contract.aggregators else ()
        if not chosen:
            return Combined((yield from self._ruled(view)), self.accepted)
        yield from self._ordered(chosen, view)
        claims = contract.book.claims(number)
        checked = len(claims) < len(chosen) or len(set(claims.values())) > 1
        truth = (yield from self._checked(view)) if checked else next(iter(claims.values()))
        by = tuple(account for account, claim in claims.items() if claim == truth)
        faults = tuple(account for account, claim in claims.items() if claim != truth)
        for account in faults:
            reason = f"the aggregate of round {number} came out otherwise"
            yield Act((Invoke(contract.registry, Offence(account, reason)),))
        host.emit(Aggregated(number, truth.update, truth.included, by, checked, faults))
        counted = tuple(s for s in self.accepted if s.owner in truth.included)
        return Combined(host.vector(truth.update) if truth.update else None, counted, by)

    def _chosen(self) -> Generator[Judge, Any, tuple[str, ...]]:
        """Aggregators drawn by the rule that draws trainers; nobody, if nobody is there to be drawn."""
        contract = self.contract
        candidates = contract.members.active("aggregator")
        stakes = contract.members.stakes(candidates)
        wanted = SelectionView(self.number, contract.task, contract.aggregators, candidates, stakes, self.budget)
        ruled = yield Judge("selection", wanted)
        return tuple(sorted(effect.account for effect in ruled if isinstance(effect, Assign)))

    def _ordered(self, chosen: tuple[str, ...], view: AggregationView) -> Generator[Until | Act, Any, None]:
        """Ask for the work and wait until it is due."""
        contract, host = self.contract, self.contract.host
        key, until = f"{self.number}/aggregate", host.now + contract.schedule.aggregating
        contract.book.entrust(self.number, Mandate(chosen, tuple(s.owner for s in self.accepted)))
        yield Act((OpenWindow(key, host.now, until),))
        host.emit(AggregationOpened(self.number, chosen, view, f"{host.name}/{key}", until))
        yield Until(until)

    def _checked(self, view: AggregationView) -> Generator[Judge | Act, Any, Claim]:
        """What the rule makes of all accepted updates, for which a check is paid."""
        yield Act((Burn(self.contract.check_fee),), self.purse)
        update = yield from self._ruled(view)
        owners = tuple(sorted(s.owner for s in self.accepted))
        return NONE if update is None else Claim(self.contract.host.keep(update), owners)

    def _ruled(self, view: AggregationView) -> Generator[Judge, Any, Vector | None]:
        update: Vector | None = published((yield Judge("aggregation", view)), "update", None)
        return update


def published(effects: tuple[Effect, ...], what: str, default: Any) -> Any:
    """The value that a ruling published under a name."""
    return next((e.value for e in effects if isinstance(e, Publish) and e.what == what), default)
