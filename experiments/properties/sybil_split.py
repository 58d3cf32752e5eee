"""Nobody gains by being several."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from experiments.bad_input import BadInput
from experiments.baselines.honest import PRINCIPAL
from experiments.properties.finding import Finding, paired, statistical
from experiments.properties.member import NAME, Member
from experiments.properties.played import Played
from experiments.properties.profit import profit
from experiments.properties.setting import Setting, World

ONE, SPLIT = "one", "split"
COMMON = {"trainer": "sybil"}
"""What identities of a role do together where the catalogue has a behaviour for it; others are honest one by one."""


@dataclass(frozen=True)
class SybilSplit:
    """A member earns no more as several identities than as one with the same means.

    Statistical, paired: in both worlds a member of `group` is replaced by one owner with `identities` times the purse and
    stake of that group's members, once under one name and once split over so many names, each with the purse and the
    stake of an ordinary member. Profit is counted over all its names. The gain is split - one of the same seed, in dollars
    a day; PASS when its whole interval is at most `tolerance`, FAIL when it lies above, INCONCLUSIVE otherwise. Source:
    Douceur 2002; Sybil-proofness of reward schemes, Babaioff et al. 2012.
    """

    identities: int = 4
    role: str = "trainer"
    group: str = ""
    """Which group the member is from; "": the largest honest one of its role."""
    behaviour: str = ""
    """What the owner does, under one name and under several; "": `sybil`, which trains once for all, for trainers, and
    `honest` for every other role."""
    tolerance: float = 0.1
    """Dollars a day that are not worth the trouble; proposal."""

    def __post_init__(self) -> None:
        if self.identities < 2:
            raise ValueError(f"identities={self.identities}; allowed: 2 or more")

    def worlds(self, setting: Setting) -> Sequence[World]:
        setting.as_it_is("sybil_split")
        member = Member.of(setting, self.role, self.group)
        if member.content.get("machines"):
            raise BadInput(f"sybil_split.group={member.group}: it brings machines, which cannot be split over names")
        means = {key: self.identities * member.content.get(key, 0) for key in ("tokens", "stake")}
        behaviour = self.behaviour or COMMON.get(self.role, "honest")
        owner = {"_target_": PRINCIPAL, "role": self.role, "behaviour": behaviour, "identities": 1, **means}
        one = member.replaced(owner)
        return World(ONE, one), World(SPLIT, (*one, f"population.{NAME}.identities={self.identities}"))

    def read(self, world: str, played: Played) -> float:
        """Dollars a day of all its names."""
        return profit(played.evidence, NAME)

    def judge(self, readings: Mapping[str, Mapping[int, float]]) -> Finding:
        name = f"as {self.identities} instead of one"
        return statistical({name: paired(readings[ONE], readings[SPLIT])}, self.tolerance)
