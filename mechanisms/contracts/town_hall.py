"""The historical mistake: votes counted as they are cast, and effects at once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from mechanisms.contracts.governor import ALLOWED, payload_digest
from mechanisms.contracts.vault import ALL, Vault
from sim.chain.contract import Call, Contract, accepts
from sim.effects.effect import Effect, Rejected
from sim.effects.law import Pause, ReplaceRule, SetParameter
from sim.messages.governor import Concluded, Propose, Proposed
from sim.messages.town_hall import Execute, Support
from sim.seams.governance import TIME_TO_ASK, Governance, GovernanceView


@dataclass(frozen=True, slots=True)
class Motion:
    """A proposal and who stands behind it with how much power, in the order of speaking."""

    payload: tuple[Effect, ...]
    support: tuple[tuple[str, int], ...] = ()
    executed: bool = False


@dataclass
class TownHall(Contract):
    """Counts the power in the vault of the very moment and enacts at once what the rule carries, as Beanstalk did until
    17 April 2022, when borrowed votes took its treasury within one transaction. For scenarios that ask for this; `Governor`
    is how it is done since. Its rule must decide at once (`supermajority`).
    """

    asks = ("governance",)
    relies_on = ("vault",)
    hides = frozenset({TIME_TO_ASK})
    powers = frozenset({SetParameter, ReplaceRule, Pause})
    begins = (Propose,)
    vault: str = "vault"
    governance: Governance | None = None

    def open(self) -> None:
        self.motions = self.host.table("motions")

    @accepts(Propose)
    def propose(self, call: Call, message: Propose) -> Iterable[Effect]:
        """Number a proposal; anybody may make one."""
        if not all(isinstance(effect, ALLOWED) for effect in message.payload):
            raise Rejected(f"a payload is a tuple of {', '.join(kind.__name__ for kind in ALLOWED)}")
        number, payload = len(self.motions), message.payload
        self.motions[number] = Motion(payload)
        self.host.emit(Proposed(number, call.sender, payload, payload_digest(payload), message.title))
        return ()

    @accepts(Support)
    def support(self, call: Call, message: Support) -> Iterable[Effect]:
        """Count the sender's power of this moment, once."""
        motion = self._open(message.proposal)
        if call.sender in dict(motion.support):
            raise Rejected(f"{call.sender} stands behind proposal {message.proposal} already")
        behind = (*motion.support, (call.sender, self._vault.power.now(call.sender)))
        self.motions[message.proposal] = replace(motion, support=behind)
        return ()

    @accepts(Execute)
    def execute(self, call: Call, message: Execute) -> Iterable[Effect]:
        """Ask the rule; what it carries takes effect in this transaction."""
        motion = self._open(message.proposal)
        power, total = dict(motion.support), self._vault.power.now(ALL)
        view = GovernanceView(str(message.proposal), motion.payload, tuple(sorted(power)), power, self.host.now, total)
        self.motions[message.proposal] = replace(motion, executed=True)
        if not self.host.judge("governance", view):
            raise Rejected(f"proposal {message.proposal} is not carried by {sum(power.values())} of {total}")
        self.host.emit(Concluded(message.proposal, "enacted"))
        return ()

    def _open(self, number: int) -> Motion:
        motion: Motion | None = self.motions.get(number)
        if motion is None or motion.executed:
            raise Rejected(f"there is no open proposal {number}")
        return motion

    @property
    def _vault(self) -> Vault:
        return self.host.partner(self.vault, Vault)
