"""The referee's own seat on the chain: what an intervention does, it does here, in plain sight."""

from __future__ import annotations

from sim.chain.contract import Contract
from sim.effects.law import Pause, ReplaceRule, SetParameter
from sim.effects.seizure import Seize

REFEREE = "referee"


class Referee(Contract):
    """Accepts no message and holds no money; interventions of a scenario use its powers."""

    powers = frozenset({SetParameter, ReplaceRule, Pause, Seize})
