"""The member that is watched: taken out of a group of its like, so that it alone can be varied."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from experiments.bad_input import BadInput, allowed
from experiments.baselines.honest import honest_within
from experiments.composing.expand import GROUP
from experiments.properties.setting import Setting
from experiments.properties.wording import override

NAME = "member"
"""The group that it becomes, of one: its accounts are `member.0`, ..."""


@dataclass(frozen=True)
class Member:
    """One honest member of a group, and how a world is written in which it is somebody else."""

    group: str
    role: str
    content: Mapping[str, Any]
    """Its group as the scenario has it."""

    @classmethod
    def of(cls, setting: Setting, role: str, group: str = "") -> Member:
        """One of `group`, or of the largest honest group of `role` (the alphabetically first of equals). Raises `BadInput`
        where there is no such group."""
        population = setting.factory.config["population"]
        if NAME in population:
            raise BadInput(f"population.{NAME}: this name is needed for the member that is watched; rename the group")
        fitting = {
            name: entry.get("count", 1)
            for name, entry in population.items()
            if entry["_target_"] == GROUP and entry["role"] == role and entry.get("count", 1) > 0
            if honest_within(entry["behaviour"]) == entry["behaviour"]
        }
        if group and group not in fitting:
            raise BadInput(f"group={group}: no group of honest members with role {role}; {allowed(group, fitting)}")
        if not fitting:
            raise BadInput(f"role={role}: the factory has no group of honest members with this role")
        chosen = group or min(fitting, key=lambda name: (-fitting[name], name))
        return cls(chosen, role, setting.written["population"][chosen])

    def instead(self, **changes: Any) -> tuple[str, ...]:
        """Overrides by which one of its group is put aside and changed: the group has one less, and there is a group of one
        with the same purse, costs and tasks. Its random streams are named by its own group, so they are the same in every
        world that this makes."""
        alone = {key: value for key, value in self.content.items() if key != "count"}
        if (business := alone.get("business")) is not None and business.get("inside") is not None:
            alone["business"] = {**business, "inside": 1}
        return (*self._less(), override(f"population.{NAME}", {**alone, **changes}))

    def replaced(self, other: Mapping[str, Any]) -> tuple[str, ...]:
        """Overrides by which one of its group leaves, and `other` comes."""
        return (*self._less(), override(f"population.{NAME}", other))

    def _less(self) -> tuple[str, ...]:
        count = self.content.get("count", 1)
        if count == 1:
            return (f"population.{self.group}=null",)
        business = self.content.get("business") or {}
        inside = business.get("inside")
        fewer = (f"population.{self.group}.business.inside={inside - 1}",) if inside else ()
        return (f"population.{self.group}.count={count - 1}", *fewer)
