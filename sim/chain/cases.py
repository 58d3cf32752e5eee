"""Cases: a rule at work on one view.

A rule that rules at once returns its ruling; one that must ask first is a generator, told apart by what it returned and
never by looking at the function. A case lives from its opening to its ruling under the rule it started with.
"""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from sim.chain.authority import Authority
from sim.chain.beacon import draw
from sim.chain.contract import Judge
from sim.chain.errors import PluginError
from sim.chain.sealed import commitment
from sim.effects.effect import Effect
from sim.messages.host import Drawn, Remembered, Ruled
from sim.requests import Ask, Draw, Request, Source, Work
from sim.seams.rule import Deliberation, Rule, Ruling, may_emit

if TYPE_CHECKING:
    from sim.chain.chain import Chain
    from sim.chain.driver import Driver, Telling


@dataclass(slots=True, eq=False)
class Case:
    """What a rule was given, where its money is, and whose story waits for it."""

    telling: Telling
    rule: Rule
    state: Any
    purse: str
    cause: int
    deliberation: Deliberation
    draws: int = 0
    several: bool = False
    awaited: int = 0
    answers: dict[int, Any] = field(default_factory=dict)
    sealed: list[Drawn] = field(default_factory=list)

    @property
    def contract(self) -> str:
        return self.telling.contract

    def collected(self) -> Any:
        """The answers to what was yielded: one, or a tuple in the order of the requests."""
        answers = tuple(self.answers[place] for place in sorted(self.answers))
        return answers if self.several else answers[0]

    def resumed(self, driver: Driver) -> None:
        """All is closed: the rule goes on."""
        driver.cases.resume(self)


class Cases:
    """Opens cases and sees them through."""

    def __init__(self, chain: Chain, driver: Driver) -> None:
        self._chain, self._driver = chain, driver

    def judge_now(self, contract: str, family: str, view: Any, purse: str) -> tuple[Effect, ...]:
        """A ruling while a message is handled. Raises `Rejected` when its effects are refused."""
        chain = self._chain
        rule, state = chain.law.rule(contract, family), chain.law.state(contract, family)
        result = self._decide(rule, contract, view, state)
        if isinstance(result, Generator):
            error = TypeError("a ruling is needed at once, while a message is handled, but this rule asks first")
            raise PluginError(type(rule).__name__, contract, chain.now, error)
        effects, state = self._ruling(rule, contract, result)
        number = chain.emit(contract, Ruled(family, type(rule).__name__, effects))
        Authority(chain, contract, purse_account(contract, purse), number, chain.sender, may_emit(rule)).apply(effects)
        self._remember(contract, family, state, number)
        return effects

    def open(self, telling: Telling, wanted: Judge) -> tuple[Effect, ...] | None:
        """Open a case for a story: its effects if it is decided at once, None if the story must wait."""
        chain, contract, family = self._chain, telling.contract, wanted.family
        rule, state = chain.law.rule(contract, family), chain.law.state(contract, family)
        result = self._decide(rule, contract, wanted.view, state)
        if isinstance(result, Generator):
            return self._deliberate(Case(telling, rule, state, wanted.purse, telling.cause, result), None)
        effects, state = self._ruling(rule, contract, result)
        applied = self._enforce(telling, rule, effects, wanted.purse, telling.cause)
        if applied:
            self._remember(contract, family, state, telling.cause)
        return effects if applied else ()

    def resume(self, case: Case) -> None:
        """Go on with a case whose questions are closed; when it is decided, so does its story."""
        effects = self._deliberate(case, case.collected())
        if effects is not None:
            self._driver.step(case.telling, effects)

    def _deliberate(self, case: Case, value: Any) -> tuple[Effect, ...] | None:
        """Let the rule think until it decides (its effects) or must wait (None)."""
        chain = self._chain
        while True:
            chain.cause = case.cause
            try:
                wanted = case.deliberation.send(value)
            except StopIteration as end:
                return self._conclude(case, end.value)
            except Exception as error:
                raise PluginError(type(case.rule).__name__, case.contract, chain.now, error) from error
            case.several = isinstance(wanted, tuple)
            requests: tuple[Request, ...] = wanted if isinstance(wanted, tuple) else (wanted,)
            case.answers, case.awaited = {}, len(requests)
            for place, request in enumerate(requests):
                self._request(case, place, request)
            if case.awaited:
                return None
            value = case.collected()

    def _request(self, case: Case, place: int, request: Request) -> None:
        match request:
            case Draw():
                case.answers[place] = self._draw(case, request)
                case.awaited -= 1
            case Ask() | Work():
                self._chain.questions.put(case, place, request)
            case _:
                error = TypeError(f"yielded {request!r}; allowed: Ask, Work, Draw, or a tuple of them")
                raise PluginError(type(case.rule).__name__, case.contract, self._chain.now, error)

    def _draw(self, case: Case, request: Draw) -> tuple[str, ...]:
        """Draw lots and put them on record; of a sealed draw only the seal, until the case is decided."""
        chain = self._chain
        label = f"{case.contract}/{case.rule.family}/{case.telling.label}/{case.draws}"
        case.draws += 1
        try:
            if request.source is Source.BEACON:
                picked = chain.beacon.draw(request, chain.number, label)
            else:
                picked = draw(request, chain.streams.of("rule", label))
        except ValueError as error:
            raise PluginError(type(case.rule).__name__, case.contract, chain.now, error) from error
        shown = Drawn(picked, len(request.among), request.source.value)
        if request.sealed:
            salt = chain.streams.of("rule", label, "salt").bytes(16).hex()
            seal = commitment(case.contract, 0, salt, picked)
            case.sealed.append(Drawn(picked, shown.among, shown.source, seal, salt))
            shown = Drawn((), shown.among, shown.source, seal)
        case.cause = chain.emit(case.contract, shown, case.cause)
        return picked

    def _conclude(self, case: Case, result: Ruling) -> tuple[Effect, ...]:
        effects, state = self._ruling(case.rule, case.contract, result)
        if state is not case.state and state != case.state:
            error = ValueError("a rule that asks must return the state it was given: its cases may overlap")
            raise PluginError(type(case.rule).__name__, case.contract, self._chain.now, error)
        for drawn in case.sealed:
            case.cause = self._chain.emit(case.contract, drawn, case.cause)
        applied = self._enforce(case.telling, case.rule, effects, case.purse, case.cause)
        return effects if applied else ()

    def _enforce(self, telling: Telling, rule: Rule, effects: tuple[Effect, ...], purse: str, cause: int) -> bool:
        fact = Ruled(rule.family, type(rule).__name__, effects)
        number = self._driver.enforce(telling.contract, effects, purse, cause, fact, may_emit(rule))
        telling.cause = cause if number is None else number
        return number is not None

    def _remember(self, contract: str, family: str, state: Any, ruling: int) -> None:
        """Keep a rule's state for its next case, and record it where it is new: players read it, so must readers."""
        if state != self._chain.law.state(contract, family):
            self._chain.emit(contract, Remembered(family, state), ruling)
            self._chain.law.remember(contract, family, state)

    def _decide(self, rule: Rule, contract: str, view: Any, state: Any) -> Ruling | Deliberation:
        try:
            return rule.decide(view, state)
        except Exception as error:
            raise PluginError(type(rule).__name__, contract, self._chain.now, error) from error

    def _ruling(self, rule: Rule, contract: str, result: Any) -> tuple[tuple[Effect, ...], Any]:
        try:
            effects, state = result
            return tuple(effects), state
        except (TypeError, ValueError):
            error = TypeError(f"ruled {result!r}; allowed: a pair (effects, state)")
            raise PluginError(type(rule).__name__, contract, self._chain.now, error) from None


def purse_account(contract: str, purse: str) -> str:
    """The ledger account of a contract's purse: a sub-account, or its own balance for ""."""
    return f"{contract}/{purse}" if purse else contract
