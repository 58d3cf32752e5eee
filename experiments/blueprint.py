"""A composed factory, built: the immutable description that the engine runs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from importlib import import_module
from typing import Any, get_type_hints

from experiments.bad_input import BadInput, allowed
from experiments.build import Builder
from experiments.catalogue import Catalogue
from experiments.compose import Composed
from experiments.limits import within_limits
from experiments.schema import FAMILIES
from experiments.targets import resolve
from sim.blueprint import Blueprint
from sim.seams.rule import Rule

PLAIN = (
    "seed",
    "horizon_days",
    "chain",
    "cluster",
    "stands_for",
    "price",
    "machines",
    "contracts",
    "population",
    "interventions",
)
"""Root keys that are fields of a blueprint as they stand."""


def blueprint(found: Composed) -> Blueprint:
    """Build everything that a composed factory names. Raises `BadInput` naming the config path that is wrong."""
    config, builder = found.config, Builder(found.plugins)
    task, partition, model = (builder.build(config[key], Any, key) for key in ("task", "partition", "model"))
    dealt = _data(config["data"], task, partition)
    given = {**{key: config[key] for key in PLAIN}, "data": dealt, "lab": _lab(config["lab"], model, found.plugins)}
    types = get_type_hints(Blueprint)
    built = {key: builder.build(value, types[key], key) for key, value in given.items()}
    rules = {family: builder.build(config[family], seam(family), family) for family in FAMILIES if config[family]}
    for name, group in built["population"].items():
        for place, kind in enumerate(getattr(group, "machines", ())):
            if kind not in built["machines"]:
                raise BadInput(
                    f"population.{name}.machines[{place}]={kind}: unknown; {allowed(kind, built['machines'])}"
                )
    within_limits(built["population"], built["contracts"])
    try:
        return Blueprint(**built, rules=rules, rulebook=Rulebook(builder))
    except ValueError as error:
        raise BadInput(str(error)) from error


def _data(data: object, task: object, partition: object) -> dict[str, Any] | None:
    """The task, dealt out; nothing when there is no task: a factory need not train."""
    if task is None:
        return None
    if not isinstance(data, Mapping):
        raise BadInput(f"data={data!r}: must be a mapping")
    return {"task": task, "partition": partition, **data}


def _lab(lab: Mapping[str, Any], model: object, plugins: tuple[str, ...]) -> dict[str, Any]:
    """The lab is given the model to train if it has a place for one."""
    cls = resolve(lab.get("_target_"), plugins, "lab")
    return {**lab, "model": model} if any(field.name == "model" for field in fields(cls)) else dict(lab)


def seam(family: str) -> type[Rule]:
    """The base of a rule family: `Reward` of sim/seams/reward.py."""
    base: type[Rule] = getattr(import_module(f"sim.seams.{family}"), family.capitalize())
    return base


@dataclass(frozen=True)
class Rulebook:
    """Finds a configured rule by family and name, for proposals that replace one."""

    builder: Builder

    def __call__(self, family: str, name: str) -> Rule:
        """Raises `BadInput` for an unknown family or name."""
        if family not in FAMILIES:
            raise BadInput(f"family={family}: unknown; {allowed(family, FAMILIES)}")
        path = f"{family}={name}"
        rule: Rule = self.builder.build(Catalogue(self.builder.plugins).named(family, name, path), seam(family), path)
        return rule
