"""The one driver of rules and stories.

A rule that rules at once returns its ruling; one that must ask first is a generator, told apart by what it returned and
never by looking at the function. A case lives from its opening to its ruling under the rule it started with.
"""

from __future__ import annotations

from collections.abc import Callable, Generator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from sim.chain.authority import Authority
from sim.chain.beacon import draw
from sim.chain.contract import Act, Judge, Story, Until
from sim.chain.errors import PluginError
from sim.chain.sealed import commitment
from sim.effects.effect import Effect, Rejected
from sim.messages.host import Acted, Drawn, Ruled
from sim.messages.message import Refused
from sim.requests import Ask, Draw, Request, Source, Work
from sim.seams.rule import Deliberation, Rule

if TYPE_CHECKING:
    from sim.chain.chain import Chain

Then = Callable[[tuple[Effect, ...]], None]


@dataclass(slots=True)
class Telling:
    """A story under way: the fact it stands at is the cause of what it does next."""

    contract: str
    label: str
    story: Story
    cause: int


@dataclass(slots=True)
class Case:
    """A rule at work on one view: what it was given, where its money is, and whom to tell."""

    contract: str
    label: str
    rule: Rule
    state: Any
    purse: str
    cause: int
    then: Then
    deliberation: Deliberation | None = None
    draws: int = 0
    awaited: int = 0
    answers: dict[int, Any] = field(default_factory=dict)
    sealed: list[Drawn] = field(default_factory=list)


class Driver:
    """Advances stories and cases; everything they do is applied whole or not at all."""

    def __init__(self, chain: Chain) -> None:
        self._chain = chain

    def tell(self, contract: str, story: Story, label: str) -> None:
        """Start a story with the next block: by then the transaction that started it stands."""
        telling = Telling(contract, label, story, self._chain.cause)
        self._chain.timers.resume(contract, self._chain.now, f"story/{label}", lambda: self._step(telling, None))

    def judge_now(self, contract: str, family: str, view: Any, purse: str) -> tuple[Effect, ...]:
        """A ruling while a message is handled. Raises `Rejected` when its effects are refused."""
        chain = self._chain
        rule, state = chain.law.rule(contract, family), chain.law.state(contract, family)
        result = self._guard(rule, contract, lambda: rule.decide(view, state))
        if isinstance(result, Generator):
            error = TypeError("a ruling is needed at once, while a message is handled, but this rule asks first")
            raise PluginError(type(rule).__name__, contract, chain.now, error)
        effects, state = tuple(result[0]), result[1]
        fact = chain.emit(contract, Ruled(family, type(rule).__name__, effects))
        Authority(chain, contract, _purse(contract, purse), fact, chain.sender, rule.emits).apply(effects)
        chain.law.remember(contract, family, state)
        return effects

    def _step(self, telling: Telling, value: Any) -> None:
        chain = self._chain
        while True:
            chain.cause = telling.cause
            try:
                wanted = telling.story.send(value)
            except StopIteration:
                return
            except Exception as error:
                raise PluginError(f"story {telling.label}", telling.contract, chain.now, error) from error
            if isinstance(wanted, Until):
                key = f"story/{telling.label}"
                chain.timers.resume(telling.contract, wanted.at, key, lambda: self._step(telling, None))
                return
            if isinstance(wanted, Act):
                fact = Acted(wanted.effects)
                number = self.enforce(telling.contract, wanted.effects, wanted.purse, telling.cause, fact)
                telling.cause = telling.cause if number is None else number
                value = number is not None
                continue
            if not isinstance(wanted, Judge):
                error = TypeError(f"yielded {wanted!r}; allowed: Until, Judge, Act")
                raise PluginError(f"story {telling.label}", telling.contract, chain.now, error)
            ruled: list[tuple[Effect, ...]] = []
            self._open(telling, wanted, ruled)
            if not ruled:
                return
            value = ruled.pop()

    def _open(self, telling: Telling, wanted: Judge, ruled: list[tuple[Effect, ...]]) -> None:
        """Open a case. A ruling that comes at once is left in `ruled`; a later one resumes the story by itself."""
        chain, contract = self._chain, telling.contract
        later = False

        def then(effects: tuple[Effect, ...]) -> None:
            telling.cause = chain.cause
            if later:
                self._step(telling, effects)
            else:
                ruled.append(effects)

        rule, state = chain.law.rule(contract, wanted.family), chain.law.state(contract, wanted.family)
        case = Case(contract, telling.label, rule, state, wanted.purse, telling.cause, then)
        result = self._guard(rule, contract, lambda: rule.decide(wanted.view, state))
        if isinstance(result, Generator):
            case.deliberation = result
            self._deliberate(case, None)
        else:
            self._rule(case, tuple(result[0]), result[1])
        later = True

    def _deliberate(self, case: Case, value: Any) -> None:
        deliberation = case.deliberation
        assert deliberation is not None, "only a case that asks is deliberated"
        while True:
            try:
                wanted = deliberation.send(value)
            except StopIteration as end:
                effects, state = self._guard(case.rule, case.contract, lambda: (tuple(end.value[0]), end.value[1]))
                if state != case.state:
                    error = ValueError("a rule that asks must return the state it was given: its cases may overlap")
                    raise PluginError(type(case.rule).__name__, case.contract, self._chain.now, error) from None
                self._rule(case, effects, None)
                return
            except Exception as error:
                raise PluginError(type(case.rule).__name__, case.contract, self._chain.now, error) from error
            several = isinstance(wanted, tuple)
            requests: tuple[Request, ...] = wanted if isinstance(wanted, tuple) else (wanted,)
            case.answers, case.awaited = {}, len(requests)
            for place, request in enumerate(requests):
                self._request(case, place, request)
            if case.awaited:
                deliberating = case
                self._chain.questions.when_closed(case, lambda: self._resume(deliberating, several))
                return
            value = _collected(case, several)

    def _resume(self, case: Case, several: bool) -> None:
        self._chain.cause = case.cause
        self._deliberate(case, _collected(case, several))

    def _request(self, case: Case, place: int, request: Request) -> None:
        chain = self._chain
        if isinstance(request, Draw):
            label = f"{case.contract}/{case.rule.family}/{case.label}/{case.draws}"
            case.draws += 1
            if request.source is Source.BEACON:
                picked = self._guard(case.rule, case.contract, lambda: chain.beacon.draw(request, chain.number, label))
            else:
                stream = chain.streams.of("rule", label)
                picked = self._guard(case.rule, case.contract, lambda: draw(request, stream))
            case.cause = chain.emit(case.contract, self._shown(case, request, picked, label), case.cause)
            case.answers[place] = picked
            case.awaited -= 1
        elif isinstance(request, Ask | Work):
            chain.questions.put(case, place, request)
        else:
            error = TypeError(f"yielded {request!r}; allowed: Ask, Work, Draw")
            raise PluginError(type(case.rule).__name__, case.contract, chain.now, error)

    def _shown(self, case: Case, request: Draw, picked: tuple[str, ...], label: str) -> Drawn:
        """What the record shows of a draw now; what it hides is shown when the case is decided."""
        among, source = len(request.among), request.source.value
        if not request.sealed:
            return Drawn(picked, among, source)
        salt = self._chain.streams.of("rule", label, "salt").bytes(16).hex()
        seal = commitment(case.contract, 0, salt, picked)
        case.sealed.append(Drawn(picked, among, source, seal, salt))
        return Drawn((), among, source, seal)

    def _rule(self, case: Case, effects: tuple[Effect, ...], state: Any) -> None:
        chain, family = self._chain, case.rule.family
        for drawn in case.sealed:
            case.cause = chain.emit(case.contract, drawn, case.cause)
        fact = Ruled(family, type(case.rule).__name__, effects)
        number = self.enforce(case.contract, effects, case.purse, case.cause, fact, case.rule)
        if number is None:
            case.then(())
            return
        if case.deliberation is None:
            chain.law.remember(case.contract, family, state)
        chain.cause = number
        case.then(effects)

    def enforce(
        self, contract: str, effects: tuple[Effect, ...], purse: str, cause: int, fact: Ruled | Acted, rule: Rule | None = None
    ) -> int | None:
        """Apply a list of effects whole, under `fact`; returns the fact's number, or None when it was refused (recorded)."""
        chain = self._chain
        mark = chain.journal.mark()
        number = chain.emit(contract, fact, cause)
        emits = None if rule is None else rule.emits
        try:
            Authority(chain, contract, _purse(contract, purse), number, None, emits).apply(effects)
        except Rejected as refusal:
            chain.journal.roll_back(mark)
            calls = tuple((contract, effect) for effect in effects)
            chain.cause = chain.emit(contract, Refused("", calls, 0, str(refusal)), cause)
            return None
        return number

    def _guard(self, rule: Rule, contract: str, act: Callable[[], Any]) -> Any:
        try:
            return act()
        except Exception as error:
            raise PluginError(type(rule).__name__, contract, self._chain.now, error) from error


def _purse(contract: str, purse: str) -> str:
    return f"{contract}/{purse}" if purse else contract


def _collected(case: Case, several: bool) -> Any:
    answers = tuple(case.answers[place] for place in sorted(case.answers))
    return answers if several else answers[0]
