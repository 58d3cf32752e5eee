"""The referee's own seat on the chain: what an intervention does, it does here, in plain sight."""

from __future__ import annotations

from collections.abc import Iterable

from sim.chain.contract import Contract, timer
from sim.effects.effect import Effect
from sim.effects.law import Pause, ReplaceRule, SetParameter
from sim.effects.seizure import Seize
from sim.messages.closing import WORDS

REFEREE = "referee"


class Referee(Contract):
    """Accepts no message and holds no money; interventions of a scenario use its powers."""

    powers = frozenset({SetParameter, ReplaceRule, Pause, Seize})

    @timer("say")
    def say(self, key: str) -> Iterable[Effect]:
        """Say how far the winding up has come."""
        self.host.emit(WORDS[key]())
        return ()
