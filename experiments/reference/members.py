"""Finds the classes of a kind in our packages, and what their sources say about their fields."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from dataclasses import MISSING, Field, dataclass, fields, is_dataclass
from enum import Enum
from importlib import import_module
from inspect import getdoc, getsource
from pkgutil import walk_packages
from textwrap import dedent
from typing import Any, TypeVar

T = TypeVar("T")

ROOTS = ("sim.messages", "sim.effects", "sim.seams", "sim.chain", "mechanisms")
"""Where messages, facts, effects, seams and contracts live. The lab is left out: nothing of it is said on the chain."""


@dataclass(frozen=True, slots=True)
class Row:
    """A field as a reader needs it: `default` is "" when it must be given."""

    name: str
    type: str
    default: str
    about: str


def classes(base: type[T]) -> list[type[T]]:
    """Every class of our packages that derives from `base`, by module and then in the order of the source."""
    return [found for name in modules() for found in _defined(import_module(name), base)]


def modules() -> list[str]:
    """Dotted names of all modules below `ROOTS`, sorted."""
    names = set[str]()
    for root in ROOTS:
        names |= {found.name for found in walk_packages(import_module(root).__path__, f"{root}.")}
    return sorted(names)


def _defined(module: Any, base: type[T]) -> Iterator[type[T]]:
    for found in vars(module).values():
        ours = isinstance(found, type) and found.__module__ == module.__name__
        if ours and issubclass(found, base) and found is not base:
            yield found


def text(cls: type) -> str:
    """A class's docstring as one paragraph; "" when it has none of its own (a dataclass's signature is none)."""
    if "__doc__" not in vars(cls):
        return ""
    words = " ".join((getdoc(cls) or "").split())
    return "" if words.startswith(f"{cls.__name__}(") else words


def rows(cls: type) -> list[Row]:
    """The fields of a dataclass, in order; none for another class."""
    if not is_dataclass(cls):
        return []
    said = notes(cls)
    return [Row(f.name, str(f.type), _default(f), said.get(f.name, "")) for f in fields(cls) if f.init]


def notes(cls: type) -> Mapping[str, str]:
    """What stands in a string below each attribute, bases first."""
    found: dict[str, str] = {}
    for base in reversed(cls.__mro__):
        if base.__module__.partition(".")[0] not in ("sim", "agents", "mechanisms", "experiments"):
            continue
        body = ast.parse(dedent(getsource(base))).body[0]
        assert isinstance(body, ast.ClassDef)
        for statement, below in zip(body.body, body.body[1:], strict=False):
            if isinstance(statement, ast.AnnAssign) and isinstance(statement.target, ast.Name):
                match below:
                    case ast.Expr(ast.Constant(str(note))):
                        found[statement.target.id] = " ".join(note.split())
    return found


def _default(found: Field[Any]) -> str:
    if found.default is not MISSING:
        return repr(found.default.value if isinstance(found.default, Enum) else found.default)
    if found.default_factory is not MISSING:
        made = found.default_factory()
        return repr(made) if isinstance(made, dict | list | tuple) else f"{type(made).__name__}()"
    return ""
