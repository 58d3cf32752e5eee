"""The page about players: roles, the choices that their behaviours make, and the behaviours that there are."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from inspect import getdoc, isfunction, signature
from typing import Any

from agents.behaviours.behaviour import Behaviour
from agents.population import ROLES
from agents.roles.role import Role
from experiments.commands.listing import about as one_line
from experiments.composing.catalogue import ANY_ROLE, Catalogue
from experiments.reference.markdown import code, codes, page, table
from experiments.reference.members import text

CATALOGUE = Catalogue()


def players() -> str:
    """What each role does, and what its behaviour decides."""
    about = """
    A role is a story; every choice in it is put to its behaviour, a frozen value that sees a view and changes nothing.
    There are choices that all roles have in common, and those of each role.
    """
    parts = ["## Choices of every behaviour", _choices(Behaviour), "## Behaviours of every role", _known(ANY_ROLE)]
    return page("Players", about, *parts, *(part for role in ROLES.values() for part in _role(role)))


def _role(role: type[Role]) -> Iterator[str]:
    module = import_module(f"agents.behaviours.{role.role}.protocol")
    protocol = next(found for found in vars(module).values() if getattr(found, "__module__", "") == module.__name__)
    heard = sorted(kind.__name__ for kind in role.hears)
    yield f"## {role.role}"
    yield f"{code(f'{role.__module__}.{role.__name__}')}. {text(role)} Its story waits for: {codes(heard)}."
    yield _choices(protocol)
    yield _known(f"behaviours/{role.role}")


def _choices(cls: type) -> str:
    own: dict[str, Any] = {name: found for name, found in vars(cls).items() if not name.startswith("_")}
    choices = [(name, found) for name, found in own.items() if isfunction(found) or isinstance(found, property)]
    return table(("choice", ""), [(code(f"{name}{_said(found)}"), getdoc(found) or "") for name, found in choices])


def _said(choice: Any) -> str:
    """The signature as written, without self; nothing for a property."""
    if isinstance(choice, property):
        return ""
    whole = signature(choice)
    shown = whole.replace(parameters=[p for p in whole.parameters.values() if p.name != "self"])
    return str(shown).replace("'", "")


def _known(group: str) -> str:
    shared = [] if group == ANY_ROLE else CATALOGUE.names(ANY_ROLE)
    names = [name for name in CATALOGUE.names(group) if name not in shared]
    return table(("behaviour", ""), [(code(name), one_line(CATALOGUE, group, name)) for name in names])
