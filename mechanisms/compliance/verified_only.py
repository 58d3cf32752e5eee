"""Some acts are for those who have shown who they are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sim.effects.judgement import Reject
from sim.effects.membership import Deregister
from sim.seams.compliance import Compliance, ComplianceView
from sim.seams.rule import Ruling


@dataclass(frozen=True)
class VerifiedOnly(Compliance):
    """Refuse the acts listed to accounts whose attribute `verified` is not true, and strike off members who no longer are,
    where joining is one of these acts.

    Source: customer due diligence as the Financial Action Task Force asks it of providers of virtual assets
    (recommendation 15, 2019). Known weaknesses: verified names are lent and sold; what is not listed is open; those who
    have no papers are kept out, honest or not. It needs somebody who verifies and states it as an attribute.
    """

    acts: tuple[str, ...] = ("join",)
    """What only verified accounts may do."""

    def __post_init__(self) -> None:
        if not all(self.acts):
            raise ValueError(f"acts={self.acts}; allowed: names of acts, such as join")

    def decide(self, view: ComplianceView, state: Any) -> Ruling:
        act = "join" if view.act == "stay" else view.act
        if act not in self.acts or view.attributes.get("verified") is True:
            return (), state
        if view.act == "stay":
            return [Deregister(view.account, str(view.attributes.get("role", "")), "no longer verified")], state
        return [Reject(view.account, f"{view.act} is for verified accounts only")], state
