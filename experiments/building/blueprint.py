"""A composed factory, built: the immutable description that the engine runs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from importlib import import_module
from typing import Any, get_type_hints

from experiments.bad_input import BadInput, allowed
from experiments.building.build import Builder
from experiments.building.limits import within_limits
from experiments.composing.catalogue import Catalogue
from experiments.composing.compose import Composed
from experiments.composing.schema import FAMILIES
from experiments.composing.targets import resolve
from sim.blueprint import Blueprint
from sim.seams.rule import Rule
from sim.world.worlds import MAIN

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
    "burn_in_days",
    "settle_days",
)
"""Root keys that are fields of a blueprint as they stand."""


def blueprint(found: Composed) -> Blueprint:
    """Build everything that a composed factory names. Raises `BadInput` naming the config path that is wrong."""
    config, builder = found.config, Builder(found.plugins)
    task, partition, model = (builder.build(config[key], Any, key) for key in ("task", "partition", "model"))
    dealt = _data(config["data"], task, partition)
    further = {
        name: {key: item for key, item in value.items() if key != "model"} for name, value in config["tasks"].items()
    }
    models = {name: value["model"] for name, value in config["tasks"].items()}
    lab = _lab(config["lab"], model, models, found.plugins)
    given = {**{key: config[key] for key in PLAIN}, "data": dealt, "tasks": further, "lab": lab}
    types = get_type_hints(Blueprint)
    built = {key: builder.build(value, types[key], key) for key, value in given.items()}
    rules = {family: builder.build(config[family], seam(family), family) for family in FAMILIES if config[family]}
    for name, group in built["population"].items():
        for place, kind in enumerate(getattr(group, "machines", ())):
            if kind not in built["machines"]:
                raise BadInput(
                    f"population.{name}.machines[{place}]={kind}: unknown; {allowed(kind, built['machines'])}"
                )
        for place, task in enumerate(getattr(group, "tasks", ())):
            if task not in (MAIN, *built["tasks"]):
                raise BadInput(
                    f"population.{name}.tasks[{place}]={task}: unknown; {allowed(task, (MAIN, *built['tasks']))}"
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


def _lab(lab: Mapping[str, Any], model: object, models: Mapping[str, Any], plugins: tuple[str, ...]) -> dict[str, Any]:
    """The lab is given the models to train, of the first task and of the further ones, if it has a place for them."""
    places = {field.name for field in fields(resolve(lab.get("_target_"), plugins, "lab"))}
    given = {"model": model, "models": models}
    return {**lab, **{name: value for name, value in given.items() if name in places}}


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
