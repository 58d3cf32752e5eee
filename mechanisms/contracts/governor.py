"""Proposals: put, voted on, delayed, enacted."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from hashlib import blake2b

from mechanisms.contracts.vault import Vault
from sim.canonical import written
from sim.chain.contract import Act, Call, Contract, Judge, Story, Until, accepts
from sim.durations import DAY
from sim.effects.effect import Effect, Rejected
from sim.effects.invoke import Invoke
from sim.effects.judgement import Publish
from sim.effects.law import Pause, ReplaceRule, SetParameter
from sim.effects.money import Burn, Pay
from sim.messages.governor import Carried, Concluded, Propose, Proposed, Veto, VotingOpened
from sim.messages.treasury import Requisition
from sim.seams.governance import SUPPORTERS, Governance, GovernanceView


@dataclass(frozen=True, slots=True)
class Proposal:
    """What was proposed and how far it is: `waiting`, `voting`, `carried`, or how it ended."""

    proposer: str
    payload: tuple[Effect, ...]
    digest: str
    status: str = "waiting"
    snapshot: int = -1
    """The block whose end decides who has how much power; -1 before voting opens."""


OPEN = ("waiting", "voting", "carried")
ALLOWED = (SetParameter, ReplaceRule, Pause, Invoke, Pay, Burn)
"""What can be voted on; everything else needs somebody's signature or is for rules alone."""


@dataclass
class Governor(Contract):
    """Lets holders change the law of the running factory: propose, wait, vote with the power of a block that is over, wait
    again, enact. The path of Compound's Governor Bravo (2021): each wait gives those who disagree the time to leave.
    """

    asks = ("governance",)
    relies_on = ("vault",)
    hides = frozenset({SUPPORTERS})
    powers = frozenset({SetParameter, ReplaceRule, Pause})
    begins = (Propose,)
    threshold: int = 0
    """Base units of power that a proposer needs."""
    delay: float = 1 * DAY
    """Seconds from a proposal to its snapshot and the opening of the vote."""
    timelock: float = 2 * DAY
    """Seconds from the vote to its effect."""
    guardian: str = ""
    """The account that may veto; nobody when empty."""
    vault: str = "vault"
    treasury: str = "treasury"
    """The contract whose money a proposal may ask for."""
    governance: Governance | None = None

    def __post_init__(self) -> None:
        if self.threshold < 0 or self.delay < 0 or self.timelock < 0:
            raise ValueError(
                f"threshold={self.threshold}, delay={self.delay}, timelock={self.timelock}; allowed: all 0 or more"
            )

    def open(self) -> None:
        self.proposals = self.host.table("proposals")

    @accepts(Propose)
    def propose(self, call: Call, message: Propose) -> Iterable[Effect]:
        """Number a proposal and fix its payload, if the proposer had enough power when the last block was sealed."""
        power = self._vault.power_at(call.sender, self.host.block - 1)
        if power < self.threshold:
            raise Rejected(f"{call.sender} has a power of {power}; a proposal needs {self.threshold}")
        if not isinstance(message.payload, tuple) or not all(isinstance(e, ALLOWED) for e in message.payload):
            raise Rejected(f"a payload is a tuple of {', '.join(kind.__name__ for kind in ALLOWED)}")
        number, digest = len(self.proposals), payload_digest(message.payload)
        self.proposals[number] = Proposal(call.sender, message.payload, digest)
        self.host.emit(Proposed(number, call.sender, message.payload, digest, message.title))
        self.host.tell(self.course(number, self.host.now + self.delay), f"proposal/{number}")
        return ()

    @accepts(Veto)
    def veto(self, call: Call, message: Veto) -> Iterable[Effect]:
        """End a proposal that is still open."""
        if not self.guardian or call.sender != self.guardian:
            raise Rejected(f"{call.sender} may veto nothing; allowed: {self.guardian or 'nobody'}")
        proposal = self.proposals.get(message.proposal)
        if proposal is None or proposal.status not in OPEN:
            raise Rejected(f"there is no open proposal {message.proposal}")
        self._conclude(message.proposal, "vetoed")
        return ()

    def course(self, number: int, opens: float) -> Story:
        """One proposal, from its announcement to its effect."""
        yield Until(opens)
        if self._status(number) == "vetoed":
            return
        view = self._view(number, self.host.block - 1)
        ruled = yield Judge("governance", view)
        if self._status(number) == "vetoed":
            return
        # The rule gives back what it was shown when the proposal is carried; the payload itself has to wait.
        if not any(effect in view.payload for effect in ruled):
            self._conclude(number, "defeated")
            return
        at = self.host.now + self.timelock
        self.proposals[number] = replace(self.proposals[number], status="carried")
        self.host.emit(Carried(number, at))
        yield Until(at)
        if self._status(number) == "vetoed":
            return
        proposal = self.proposals[number]
        done = payload_digest(proposal.payload) == proposal.digest and (yield Act(proposal.payload))
        self._conclude(number, "enacted" if done else "failed")

    def _view(self, number: int, snapshot: int) -> GovernanceView:
        proposal, vault = self.proposals[number], self._vault
        voters, total = vault.voters_at(snapshot), vault.total_at(snapshot)
        self.proposals[number] = replace(proposal, status="voting", snapshot=snapshot)
        self.host.emit(VotingOpened(number, snapshot, len(voters), total))
        return GovernanceView(
            proposal=str(number),
            payload=(Publish("carried", number),),
            voters=voters,
            power={voter: vault.power_at(voter, snapshot) for voter in voters},
            now=self.host.now,
            total=total,
            requested=sum(map(spent, proposal.payload)),
            funds=self.host.balance() + self.host.balance(self.treasury),
        )

    def _status(self, number: int) -> str:
        return str(self.proposals[number].status)

    def _conclude(self, number: int, outcome: str) -> None:
        self.proposals[number] = replace(self.proposals[number], status=outcome)
        self.host.emit(Concluded(number, outcome))

    @property
    def _vault(self) -> Vault:
        return self.host.partner(self.vault, Vault)


def payload_digest(payload: tuple[Effect, ...]) -> str:
    """32 hex digits that fix a payload, blake2b-128 of its canonical JSON."""
    return blake2b(written(payload).encode(), digest_size=16).hexdigest()


def spent(effect: Effect) -> int:
    """Base units that an effect of a payload takes from the common purse, 0 when it takes none."""
    if isinstance(effect, Invoke):
        return effect.message.amount if isinstance(effect.message, Requisition) else 0
    return effect.amount if isinstance(effect, Pay | Burn) else 0
