"""Replaces every name in a composed factory by the mapping it stands for, so that the result needs no other file."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from experiments import schema
from experiments.bad_input import BadInput, allowed
from experiments.catalogue import Catalogue

Config = Mapping[str, Any]


def expanded(config: Config, catalogue: Catalogue) -> dict[str, Any]:
    """A root group, a contract, its rules and a group's behaviour may be given by name. Expanding twice changes nothing.

    A contract or group set to null is removed: that is how a scenario drops what it inherits.
    """
    result = dict(config)
    for group in sorted(schema.groups()):
        result[group] = catalogue.named(group, config[group], group)
    result["contracts"] = {
        name: _contract(name, value, catalogue)
        for name, value in _mapping(config["contracts"], "contracts").items()
        if value is not None
    }
    population = {k: v for k, v in _mapping(config["population"], "population").items() if v is not None}
    for name, value in population.items():
        if "role" not in _mapping(value, f"population.{name}"):
            known = [other for other, group in population.items() if isinstance(group, Mapping) and "role" in group]
            raise BadInput(
                f"population.{name}={value!r}: no such group, and a new one needs a role; {allowed(name, known)}"
            )
    result["population"] = {name: _group(name, value, catalogue) for name, value in population.items()}
    return result


def _contract(name: str, value: object, catalogue: Catalogue) -> dict[str, Any]:
    path = f"contracts.{name}"
    if isinstance(value, Mapping) and not {"name", "_target_"} & set(value):
        value = {"name": name, **value}
    contract = dict(catalogue.named("contracts", value, path))
    for family in schema.FAMILIES:
        if family in contract:
            contract[family] = catalogue.named(family, contract[family], f"{path}.{family}")
    return contract


def _group(name: str, value: Config, catalogue: Catalogue) -> dict[str, Any]:
    path = f"population.{name}"
    group, role = dict(value), value["role"]
    if "behaviour" not in group:
        return group
    roles = [entry.removeprefix("behaviours/") for entry in catalogue.groups() if entry.startswith("behaviours/")]
    if not isinstance(role, str) or role not in roles:
        raise BadInput(f"{path}.role={role!r}: a behaviour belongs to a role; {allowed(str(role), roles)}")
    group["behaviour"] = _behaviour(f"behaviours/{role}", group["behaviour"], f"{path}.behaviour", catalogue)
    return group


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


def _mapping(value: object, path: str) -> Config:
    if not isinstance(value, Mapping):
        raise BadInput(f"{path}={value!r}: must be a mapping of names")
    return value
