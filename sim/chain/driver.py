"""Drives stories, and applies lists of effects whole or not at all."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sim.chain.authority import Authority
from sim.chain.cases import Cases, purse_account
from sim.chain.commission import Commission
from sim.chain.contract import Act, Judge, Order, Story, Until
from sim.chain.errors import PluginError
from sim.effects.effect import Effect, Rejected
from sim.messages.host import Acted, Ruled
from sim.messages.message import Refused

if TYPE_CHECKING:
    from sim.chain.chain import Chain


@dataclass(slots=True)
class Telling:
    """A story under way: the fact it stands at is the cause of what it does next."""

    contract: str
    label: str
    story: Story
    cause: int


class Driver:
    """Advances stories from one wait to the next."""

    def __init__(self, chain: Chain) -> None:
        self._chain = chain
        self.cases = Cases(chain, self)

    def tell(self, contract: str, story: Story, label: str) -> None:
        """Start a story with the next block: by then the transaction that started it stands."""
        self._wait(Telling(contract, label, story, self._chain.cause), self._chain.now)

    def _wait(self, telling: Telling, at: float) -> None:
        self._chain.timers.resume(telling.contract, at, f"story/{telling.label}", lambda: self.step(telling, None))

    def step(self, telling: Telling, value: Any) -> None:
        """Go on with a story until it waits or ends; `value` answers what it yielded last."""
        chain = self._chain
        while True:
            chain.cause = telling.cause
            try:
                wanted = telling.story.send(value)
            except StopIteration:
                return
            except PluginError:
                raise
            except Exception as error:
                raise PluginError(f"story {telling.label}", telling.contract, chain.now, error) from error
            match wanted:
                case Until(at):
                    self._wait(telling, at)
                    return
                case Act(effects, purse):
                    number = self.enforce(telling.contract, effects, purse, telling.cause, Acted(effects))
                    telling.cause = telling.cause if number is None else number
                    value = number is not None
                case Judge():
                    ruled = self.cases.open(telling, wanted)
                    if ruled is None:
                        return  # the case will go on with the story
                    value = ruled
                case Order(works, purse):
                    commission = Commission(telling, purse, telling.cause, len(works))
                    for place, work in enumerate(works):
                        chain.questions.put(commission, place, work)
                    return  # the last of the answers will go on with the story
                case _:
                    error = TypeError(f"yielded {wanted!r}; allowed: Until, Judge, Act, Order")
                    raise PluginError(f"story {telling.label}", telling.contract, chain.now, error)

    def deliver(self, commission: Commission) -> None:
        """Go on with a story whose orders are all closed."""
        commission.telling.cause = commission.cause
        self.step(commission.telling, commission.collected())

    def enforce(
        self,
        contract: str,
        effects: tuple[Effect, ...],
        purse: str,
        cause: int,
        fact: Ruled | Acted,
        emits: frozenset[type[Effect]] | None = None,
    ) -> int | None:
        """Apply effects under `fact`, as a contract's own (`emits` None) or as what a rule may emit.

        Returns the number of `fact`, or None when the list was refused, which is then on the record with its reason.
        """
        chain = self._chain
        mark = chain.journal.mark()
        number = chain.emit(contract, fact, cause)
        chain.checks = []  # a list of effects is a transaction of its own: what it sets off is checked at its end
        try:
            Authority(chain, contract, purse_account(contract, purse), number, None, emits).apply(effects)
            for check in chain.checks:
                check()
        except Rejected as refusal:
            chain.journal.roll_back(mark)
            calls = tuple((contract, effect) for effect in fact.effects)
            chain.emit(contract, Refused("", calls, 0, str(refusal)), cause)
            return None
        return number
