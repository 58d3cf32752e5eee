"""The same factory if nobody cheated."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from experiments.baselines.baseline import Config
from experiments.composing.catalogue import Catalogue
from experiments.honesty import LAWFUL

PRINCIPAL = "agents.coalitions.principal.Principal"


@dataclass(frozen=True)
class Honest:
    """Everybody does what is honest within: a deviation is replaced by the behaviour that it wraps.

    Kept are wrappers that break no rule (who comes and goes, stays at home, or asks for something), numbers, purses, data
    and machines. An owner who cheats under several names has one, with the same purse. What interventions turn a group into
    is made honest as well. Not undone: what is no behaviour, such as a rule that rewards the wrong thing, or an outage.
    """

    def applied(self, config: Config, catalogue: Catalogue) -> dict[str, Any]:
        population = {name: _group(group) for name, group in config["population"].items()}
        interventions = [_turned(change) for change in config["interventions"]]
        return {**config, "population": population, "interventions": interventions}


def honest_within(behaviour: Any) -> Any:
    """The behaviour with every deviation peeled off; whatever wraps nothing is honest in its own way."""
    if not isinstance(behaviour, Mapping) or "inner" not in behaviour:
        return behaviour
    inner = honest_within(behaviour["inner"])
    return {**behaviour, "inner": inner} if behaviour["_target_"] in LAWFUL else inner


def _group(group: Mapping[str, Any]) -> dict[str, Any]:
    if "behaviour" not in group:
        return dict(group)
    behaviour = honest_within(group["behaviour"])
    one = {"identities": 1} if group["_target_"] == PRINCIPAL and behaviour != group["behaviour"] else {}
    return {**group, "behaviour": behaviour, **one}


def _turned(change: Any) -> Any:
    if isinstance(change, Mapping) and "behaviour" in change:
        return {**change, "behaviour": honest_within(change["behaviour"])}
    return change
