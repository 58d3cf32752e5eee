"""Taking part honestly pays."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean

from experiments.properties.better_off import ROLES, better_off
from experiments.properties.finding import Finding, statistical
from experiments.properties.played import Played
from experiments.properties.setting import AS_GIVEN, Setting, World


@dataclass(frozen=True)
class IndividualRationality:
    """An honest member of every role is at least as well off as if it had stayed away.

    Statistical, one case for each role: by how much its honest members are better off on average in a run, in dollars a day
    after all costs; staying away brings 0. Of who works for pay that is profit; of a user, the surplus over a world that has
    only the rival and doing without; of a holder, the growth of what it owns less the return forgone on its stake. PASS when
    for every role the whole interval over the seeds is at least -`tolerance`, FAIL when it lies below for one, INCONCLUSIVE
    otherwise. It is the interim condition of mechanism design (Myerson and Satterthwaite 1983): a member may lose in one
    run, and not on average. Members that nothing happened to have stayed away. Left out are requesters and renters, for
    what a model or a machine is worth to them stands nowhere, and traders, for what one wins another loses.
    """

    roles: tuple[str, ...] = ()
    """Which; (): all of whom it can be told, as far as the factory has them."""
    tolerance: float = 0.0
    """Dollars a day that may be lost."""

    def __post_init__(self) -> None:
        if unknown := sorted(set(self.roles) - set(ROLES)):
            raise ValueError(f"roles={unknown}; allowed: {', '.join(ROLES)}")

    def worlds(self, setting: Setting) -> Sequence[World]:
        return (AS_GIVEN,)

    def read(self, world: str, played: Played) -> dict[str, float]:
        """Mean dollars a day by role."""
        found = better_off(played.evidence)
        role = {member.account: member.role for member in played.evidence.cast.members}
        there = {role[account] for account in found} & set(self.roles or ROLES)
        return {each: fmean(found[account] for account in found if role[account] == each) for each in sorted(there)}

    def judge(self, readings: Mapping[str, Mapping[int, Mapping[str, float]]]) -> Finding:
        runs = readings[AS_GIVEN.name]
        roles = sorted({role for found in runs.values() for role in found} | set(self.roles))
        cases = {role: {seed: found[role] for seed, found in runs.items() if role in found} for role in roles}
        return statistical(cases, -self.tolerance, least=True)
