"""The holder who may stop what was carried."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from agents.behaviours.deviation import Deviation
from agents.behaviours.payloads import is_contract, payee
from agents.behaviours.tipped import Tipped
from sim.facts import Fact
from sim.messages.governor import Carried, Veto
from sim.messages.message import Message, To
from sim.view import View


@dataclass(frozen=True)
class Guardian(Deviation):
    """Veto what was carried and pays a private account, as soon as it is carried; be `inner` otherwise.

    The veto guardian of Compound's Governor Bravo, 2021. Knows: the payload, which is public. It is heard where the governor
    names it; without a timelock what is carried is enacted before anybody can object. Known weakness: who holds this key
    rules by refusing.
    """

    @property
    def listens(self) -> frozenset[type[Fact]]:
        return super().listens | {Carried}

    def react(self, view: View, fact: Fact) -> Iterable[Message | To | Tipped]:
        yield from super().react(view, fact)
        if not isinstance(fact, Carried):
            return
        payload = view.chain.contract("governor")["proposals"][fact.proposal].payload
        if any((to := payee(effect)) and not is_contract(view, to) for effect in payload):
            yield Veto(fact.proposal)
