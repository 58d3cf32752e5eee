"""Anybody is somebody."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sim.effects.membership import Register
from sim.seams.identity import Identity, IdentityView
from sim.seams.rule import Ruling


@dataclass(frozen=True)
class OpenDoor(Identity):
    """Admit every account. Proposal: the control that every cost of identity is held against.

    Known weakness: an identity costs the gas of a message, so whatever is given to each identity is given to whoever makes
    the most of them (Douceur 2002, The Sybil attack).
    """

    def decide(self, view: IdentityView, state: Any) -> Ruling:
        return ([Register(view.account, view.role)] if view.event == "join" else ()), state
