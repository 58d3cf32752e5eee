"""Questions that rules have put and work they have ordered: who owes an answer, and until when."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from sim.chain.authority import Authority
from sim.chain.cases import purse_account
from sim.chain.contract import Call, Contract, accepts
from sim.chain.journal import Table
from sim.chain.sealed import SealedValue
from sim.effects.effect import Effect, Rejected
from sim.effects.money import Pay
from sim.messages.host import HOST, Answer, Asked, Closed, Delivery, Ordered
from sim.requests import Ask, Work

if TYPE_CHECKING:
    from sim.chain.cases import Case
    from sim.chain.chain import Chain
    from sim.chain.commission import Commission


@dataclass(frozen=True, slots=True)
class Query:
    """One open question: who may still answer, what was answered, when it closes."""

    who: tuple[str, ...]
    answers: Mapping[str, Any]
    until: float
    contract: str
    purse: str
    budget: int


class Questions(Contract):
    """The host's own contract: it takes answers and deliveries and closes questions when all are in or time is up."""

    def __init__(self, chain: Chain) -> None:
        self._chain = chain
        self._asked = 0

    def open(self) -> None:
        self.queries: Table[str, Query] = self.host.table("queries")

    def put(self, case: Case | Commission, place: int, request: Ask | Work) -> None:
        """Put a question for a case, or order work for a story; the answer goes to `case.answers[place]`."""
        chain = self._chain
        self._asked += 1
        key = f"{case.contract}/{self._asked}"
        until = chain.now + request.within
        who = request.who if isinstance(request, Ask) else (request.by,)
        budget = 0 if isinstance(request, Ask) else request.budget
        self.queries[key] = Query(tuple(who), MappingProxyType({}), until, case.contract, case.purse, budget)
        for account in who:
            fact: Asked | Ordered
            if isinstance(request, Ask):
                fact = Asked(account, key, request.question, request.facts, request.sealed, until)
            else:
                fact = Ordered(account, key, request.kind.value, request.job, budget, until, request.steps_due)
            chain.emit(case.contract, fact, case.cause)
        chain.timers.resume(
            HOST, until if who else chain.now, f"query/{key}", lambda: self._close(case, place, request, key)
        )

    @accepts(Answer)
    def answer(self, call: Call, message: Answer) -> tuple[Effect, ...]:
        """Take a plain answer from somebody who was asked and has not answered yet, in time."""
        if not isinstance(message.value, SealedValue) and not _is_plain(message.value):
            raise Rejected("an answer is None, a number, a text, or a tuple or record of such")
        self._take(call, message.query, message.value)
        return ()

    @accepts(Delivery)
    def delivery(self, call: Call, message: Delivery) -> tuple[Effect, ...]:
        """Take a delivery and pay for it out of the purse of the contract that ordered."""
        query = self._take(call, message.query, message.value)
        purse = purse_account(query.contract, query.purse)
        Authority(self._chain, query.contract, purse, call.fact).apply((Pay(call.sender, query.budget),))
        return ()

    def _take(self, call: Call, key: str, value: Any) -> Query:
        query = self.queries.get(key)
        if query is None or self.host.now >= query.until:
            raise Rejected(f"question {key} is closed")
        if call.sender not in query.who:
            raise Rejected(f"question {key} was not put to {call.sender}")
        if call.sender in query.answers:
            raise Rejected(f"{call.sender} has answered {key} already")
        query = self.queries[key] = replace(query, answers=MappingProxyType({**query.answers, call.sender: value}))
        if len(query.answers) == len(query.who):
            self._chain.timers.hasten(HOST, f"query/{key}", self.host.now)
        return query

    def _close(self, case: Case | Commission, place: int, request: Ask | Work, key: str) -> None:
        query = self.queries.pop(key)
        default = request.default if isinstance(request, Ask) else None
        answers = {account: self._opened(query.answers.get(account, default), default) for account in query.who}
        case.cause = self._chain.emit(case.contract, Closed(key, answers), case.cause)
        case.answers[place] = answers if isinstance(request, Ask) else self._fetched(answers[request.by])
        case.awaited -= 1
        if not case.awaited:
            case.resumed(self._chain.driver)

    def _opened(self, value: Any, default: Any) -> Any:
        if not isinstance(value, SealedValue):
            return value
        try:
            opened = self._chain.sealed.open(value)
        except Rejected:
            return default
        return opened if _is_plain(opened) else default

    def _fetched(self, value: Any) -> Any:
        """A vector is delivered by its key; a key that nobody kept is no delivery."""
        if not isinstance(value, str):
            return value
        try:
            return self._chain.library.vector(value)
        except KeyError:
            return None


def _is_plain(value: object) -> bool:
    """Whether a rule can compare a value without surprise: an array in an answer could end everybody's run."""
    if isinstance(value, tuple):
        return all(map(_is_plain, value))
    if is_dataclass(value) and not isinstance(value, type):
        return all(_is_plain(getattr(value, field.name)) for field in fields(value))
    return value is None or isinstance(value, bool | int | float | str)
