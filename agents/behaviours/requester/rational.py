"""The requester that pays only if it must."""

from __future__ import annotations

from dataclasses import dataclass

from agents.behaviours.deviation import Deviation
from sim.messages.bounty import BOUNTY, JUDGED, BountyJudged
from sim.view import View


@dataclass(frozen=True)
class Rational(Deviation):
    """Refuse whatever passes where the contract lets it, having read it: the model is worth the same unpaid.

    The hold-up of whoever has sunk its cost: Klein, Crawford and Alchian 1978. Knows: every model that was shown. Stopped
    by: escrow without a veto. Where the contract grants none it does not even try, since the message alone would cost.
    """

    def refuses(self, view: View, judged: BountyJudged) -> bool:
        # While models that passed are not paid yet, their bounty's status says whether anything can still be taken back.
        return bool(view.chain.contract(BOUNTY)["bounties"][judged.bounty].status == JUDGED)
