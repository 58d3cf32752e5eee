"""Nobody gains by behaving otherwise."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from experiments.bad_input import BadInput
from experiments.composing.catalogue import ANY_ROLE, Catalogue
from experiments.honesty import LAWFUL
from experiments.properties.finding import Finding, paired, statistical
from experiments.properties.member import NAME, Member
from experiments.properties.played import Played
from experiments.properties.profit import profit
from experiments.properties.setting import Setting, World
from experiments.properties.wording import said

AS_BEFORE = "as before"


@dataclass(frozen=True)
class NoProfitableDeviation:
    """A member that behaves as its group does gains nothing by any of the given deviations.

    Statistical, paired, one case for each deviation: the same member, in the same world, behaves as its group and then
    otherwise; everybody else does as the setting says. The gain is deviating - behaving of the same seed, in dollars a day
    after all costs and slashes; PASS when for every deviation its whole interval is at most `tolerance`, FAIL when it lies
    above for one, INCONCLUSIVE otherwise, the level corrected for their number (Bonferroni). It says nothing about
    deviations that are not given. Where the others are honest this is Nash's condition (1951) within the given set: a
    setting with cheats in it tells what a deviation gains beside these.
    """

    deviations: tuple[Any, ...] = ()
    """Behaviours of the role: names, or `{name: free_rider, norm: 1.0}`; (): every cheat of the role in the catalogue."""
    role: str = "trainer"
    group: str = ""
    """Which group the member is from; "": the largest honest one of its role."""
    tolerance: float = 0.1
    """Dollars a day that are not worth the trouble; proposal."""

    def worlds(self, setting: Setting) -> Sequence[World]:
        setting.as_it_is("no_profitable_deviation")
        member = Member.of(setting, self.role, self.group)
        deviations = self.deviations or cheats(self.role, setting.factory.plugins)
        if not deviations:
            raise BadInput(
                f"no_profitable_deviation.role={self.role}: the catalogue has no cheat; give deviations=[...]"
            )
        others = {label(deviation): member.instead(behaviour=deviation) for deviation in deviations}
        return World(AS_BEFORE, member.instead()), *(World(name, changes) for name, changes in sorted(others.items()))

    def read(self, world: str, played: Played) -> float:
        """Dollars a day of the member."""
        return profit(played.evidence, NAME)

    def judge(self, readings: Mapping[str, Mapping[int, float]]) -> Finding:
        before = readings[AS_BEFORE]
        cases = {name: paired(before, after) for name, after in readings.items() if name != AS_BEFORE}
        return statistical(cases, self.tolerance)


def label(deviation: Any) -> str:
    """What a deviation is called in the lists of what was found."""
    return deviation if isinstance(deviation, str) else said(deviation)


def cheats(role: str, plugins: tuple[str, ...]) -> tuple[str, ...]:
    """Names of the behaviours of a role that wrap an honest one and break a rule. Those made of others are left out: they
    mean nothing before they are told of what."""
    catalogue, folder = Catalogue(plugins), f"behaviours/{role}"
    names = sorted(set(catalogue.names(folder)) - set(catalogue.names(ANY_ROLE)))
    contents = {name: catalogue.load(folder, name, folder) for name in names}
    return tuple(
        name for name, content in contents.items() if "inner" in content and content.get("_target_") not in LAWFUL
    )
