"""The people of a court: who votes, who accuses, who stands surety and appeals."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from agents.behaviours.deviation import Deviation
from agents.behaviours.tipped import Tipped
from factory_plugin.court import Appeal, Complain, Guarantee, Uphold
from sim.facts import Fact
from sim.messages.host import Asked
from sim.messages.message import Message, To
from sim.messages.registry import Joined
from sim.messages.training_round import RoundOpened
from sim.view import View


@dataclass(frozen=True)
class Juror(Deviation):
    """Vote the same way on every claim."""

    upholds: bool

    def answer(self, view: View, asked: Asked) -> Any:
        return self.upholds if isinstance(asked.question, Uphold) else self.inner.answer(view, asked)


@dataclass(frozen=True)
class Plaintiff(Deviation):
    """Accuse somebody as soon as the first round opens; accept whatever the court says."""

    against: str

    @property
    def listens(self) -> frozenset[type[Fact]]:
        return super().listens | {RoundOpened}

    def react(self, view: View, fact: Fact) -> Iterable[Message | To | Tipped]:
        if isinstance(fact, RoundOpened) and fact.round == 0:
            yield Complain(self.against, "the update was copied")


@dataclass(frozen=True)
class Defendant(Deviation):
    """Stand surety on joining, and appeal against every hearing that was lost."""

    guarantee: int

    @property
    def listens(self) -> frozenset[type[Fact]]:
        return super().listens | {Joined}

    def react(self, view: View, fact: Fact) -> Iterable[Message | To | Tipped]:
        if isinstance(fact, Joined) and fact.account == view.account:
            yield Guarantee(self.guarantee)

    def answer(self, view: View, asked: Asked) -> Any:
        return asked.question.upheld if isinstance(asked.question, Appeal) else self.inner.answer(view, asked)
