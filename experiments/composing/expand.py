"""Replaces every name in a composed factory by the mapping it stands for, so that the result needs no other file."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from experiments.bad_input import BadInput, allowed, shown
from experiments.composing import schema
from experiments.composing.catalogue import ANY_ROLE, Catalogue

Config = Mapping[str, Any]

TASK = ("task", "partition", "model")
"""Root groups that a further task may choose for itself."""
GROUP = "agents.population.Group"
"""What a group of agents is, unless it names another class."""


def expanded(config: Config, catalogue: Catalogue) -> dict[str, Any]:
    """Root groups, contracts and their rules, behaviours, machines and their cards may be given by name. Expanding twice
    changes nothing.

    A contract or group set to null is removed: that is how a scenario drops what it inherits.
    """
    result = dict(config)
    for group in sorted(schema.groups()):
        result[group] = catalogue.named(group, config[group], group)
    if "curve" in _mapping(config["lab"], "lab"):
        result["lab"] = {**result["lab"], "curve": catalogue.named("lab/curves", result["lab"]["curve"], "lab.curve")}
    result["stands_for"] = catalogue.named("cluster/stands_for", config["stands_for"], "stands_for")
    for key, entry in (("machines", _machine), ("contracts", _contract)):
        entries = {name: value for name, value in _mapping(config[key], key).items() if value is not None}
        result[key] = {name: entry(name, value, catalogue) for name, value in entries.items()}
    tasks = {name: value for name, value in _mapping(config["tasks"], "tasks").items() if value is not None}
    result["tasks"] = {name: _task(name, value, config, catalogue) for name, value in tasks.items()}
    population = {k: v for k, v in _mapping(config["population"], "population").items() if v is not None}
    for name, value in population.items():
        if "role" not in _mapping(value, f"population.{name}"):
            known = [other for other, group in population.items() if isinstance(group, Mapping) and "role" in group]
            raise BadInput(
                f"population.{name}={shown(value)}: no such group, and a new one needs a role; {allowed(name, known)}"
            )
    result["population"] = {name: _group(name, value, catalogue) for name, value in population.items()}
    return result


def _contract(name: str, value: object, catalogue: Catalogue) -> dict[str, Any]:
    path = f"contracts.{name}"
    contract = dict(catalogue.named("contracts", _called(name, value), path))
    for family in schema.FAMILIES:
        if family in contract:
            contract[family] = catalogue.named(family, contract[family], f"{path}.{family}")
    return contract


def _group(name: str, value: Config, catalogue: Catalogue) -> dict[str, Any]:
    path = f"population.{name}"
    group, role = {"_target_": GROUP, **value}, value["role"]
    if "behaviour" not in group:
        return group
    group["behaviour"] = behaviour(role, group["behaviour"], f"{path}.behaviour", catalogue)
    return group


def _task(name: str, value: object, config: Config, catalogue: Catalogue) -> dict[str, Any]:
    """A further task: what it does not say about its data it has in common with the first."""
    path = f"tasks.{name}"
    task = {**{key: config[key] for key in TASK}, **_mapping(config["data"], "data"), **_mapping(value, path)}
    return {**task, **{key: catalogue.named(key, task[key], f"{path}.{key}") for key in TASK}}


def _machine(name: str, value: object, catalogue: Catalogue) -> dict[str, Any]:
    path = f"machines.{name}"
    machine = dict(catalogue.named("cluster/machines", _called(name, value), path))
    if "gpu" in machine:
        machine["gpu"] = catalogue.named("cluster/gpus", machine["gpu"], f"{path}.gpu")
    return machine


def behaviour(role: object, value: object, path: str, catalogue: Catalogue) -> Any:
    """A behaviour of a role, given by its name or as a mapping, in full. Raises `BadInput` for a role that has none."""
    groups = [entry for entry in catalogue.groups() if entry.startswith("behaviours/") and entry != ANY_ROLE]
    roles = [entry.removeprefix("behaviours/") for entry in groups]
    if not isinstance(role, str) or role not in roles:
        where = path.removesuffix(".behaviour")
        raise BadInput(f"{where}.role={role!r}: a behaviour belongs to a role; {allowed(str(role), roles)}")
    return _behaviour(f"behaviours/{role}", value, path, catalogue)


def _behaviour(folder: str, value: object, path: str, catalogue: Catalogue) -> Any:
    """Combinators hold behaviours, so `{name: ...}` is expanded at any depth."""
    named = catalogue.named(folder, value, path)

    def inside(item: object, where: str) -> Any:
        match item:
            case {"name": str()}:
                return _behaviour(folder, item, where, catalogue)
            case Mapping():
                return {key: inside(entry, f"{where}.{key}") for key, entry in item.items()}
            case list():
                return [inside(entry, f"{where}[{index}]") for index, entry in enumerate(item)]
        return item

    return {key: inside(entry, f"{path}.{key}") for key, entry in named.items()} if named is not None else None


def _called(name: str, value: object) -> object:
    """An entry that does not say what it is, is what it is called: `contracts: {registry: {}}`."""
    if isinstance(value, Mapping) and not {"name", "_target_"} & set(value):
        return {"name": name, **value}
    return value


def _mapping(value: object, path: str) -> Config:
    if not isinstance(value, Mapping):
        raise BadInput(f"{path}={shown(value)}: must be a mapping of names")
    return value
