"""Taking part honestly pays."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean

from experiments.properties.finding import Finding, statistical
from experiments.properties.played import Played
from experiments.properties.profit import profits
from experiments.properties.setting import AS_GIVEN, Setting, World

WORK = (
    "aggregator",
    "auditor",
    "compute",
    "developer",
    "issuer",
    "juror",
    "proposer",
    "provider",
    "trainer",
    "validator",
)
"""Roles that live by what they are paid. What a user, a renter or a requester gets for its money is in no ledger, and what
traders and holders win others lose."""


@dataclass(frozen=True)
class IndividualRationality:
    """An honest member of every role is at least as well off as if it had stayed away.

    Statistical, one case for each role: the mean profit of its honest members in a run, in dollars a day after all costs;
    staying away brings 0. PASS when for every role the whole interval over the seeds is at least -`tolerance`, FAIL when it
    lies below for one, INCONCLUSIVE otherwise. It is the interim condition of mechanism design (Myerson and Satterthwaite
    1983): a member may lose in one run, and not on average. Members that nothing happened to have stayed away.
    """

    roles: tuple[str, ...] = ()
    """Which; (): all that work for pay, as far as the factory has them."""
    tolerance: float = 0.0
    """Dollars a day that may be lost."""

    def __post_init__(self) -> None:
        if unknown := sorted(set(self.roles) - set(WORK)):
            raise ValueError(f"roles={unknown}; allowed: {', '.join(WORK)}")

    def worlds(self, setting: Setting) -> Sequence[World]:
        return (AS_GIVEN,)

    def read(self, world: str, played: Played) -> dict[str, float]:
        """Mean dollars a day by role."""
        found = profits(played.evidence)
        took_part = [member for member in played.evidence.cast.members if member.honest and member.account in found]
        roles = {member.role for member in took_part} & set(self.roles or WORK)
        return {
            role: fmean(found[member.account] for member in took_part if member.role == role) for role in sorted(roles)
        }

    def judge(self, readings: Mapping[str, Mapping[int, Mapping[str, float]]]) -> Finding:
        runs = readings[AS_GIVEN.name]
        roles = sorted({role for found in runs.values() for role in found} | set(self.roles))
        cases = {role: {seed: found[role] for seed, found in runs.items() if role in found} for role in roles}
        return statistical(cases, -self.tolerance, least=True)
