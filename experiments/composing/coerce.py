"""Checks plain data against a type annotation; never guesses, never converts text to numbers."""

from __future__ import annotations

import types
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, is_dataclass
from enum import Enum
from typing import Annotated, Any, Literal, TypeVar, Union, get_args, get_origin

from experiments.bad_input import BadInput, allowed, shown

Instance = Callable[[Mapping[str, object], Any, str], Any]

SCALARS = {bool: "true or false", int: "a whole number", float: "a number", str: "text", type(None): "null"}


@dataclass(frozen=True)
class Coerce:
    """`instance` builds the object that a mapping describes."""

    instance: Instance

    def to(self, value: object, expected: Any, path: str) -> Any:
        """`value` as a member of `expected`: lists as tuples, mappings as objects. Raises `BadInput`."""
        if is_dataclass(value):
            return _of_kind(value, expected, path)  # built already, under a path of its own
        origin, arguments = get_origin(expected), get_args(expected)
        if origin is Annotated:
            return self.to(value, arguments[0], path)
        if origin in (Union, types.UnionType):
            return self._union(value, arguments, path)
        if origin is Literal:
            return self._literal(value, arguments, path)
        if expected in SCALARS:
            return _scalar(value, expected, path)
        if isinstance(expected, type) and issubclass(expected, Enum):
            return self._enum(value, expected, path)
        if origin in (tuple, list, Sequence) or expected in (tuple, list):
            return self._sequence(value, arguments or (Any, ...), path)
        if origin in (dict, Mapping) or expected in (dict, Mapping):
            return self._mapping(value, arguments or (str, Any), path)
        if isinstance(value, Mapping) and ("_target_" in value or not _untyped(expected)):
            return _of_kind(self.instance(value, expected, path), expected, path)
        if _untyped(expected):
            return self._plain(value, path)
        raise BadInput(f"{path}={shown(value)}: must be a {_name(expected)}")

    def _union(self, value: object, members: tuple[Any, ...], path: str) -> Any:
        if value is None and type(None) in members:
            return None
        members = tuple(member for member in members if member is not type(None))
        failures = []
        for member in members:
            try:
                return self.to(value, member, path)
            except BadInput as error:
                failures.append(error)
        if len(failures) == 1 or isinstance(value, Mapping):
            raise failures[0]
        raise BadInput(f"{path}={shown(value)}: must be one of {', '.join(_name(member) for member in members)}")

    def _literal(self, value: object, members: tuple[Any, ...], path: str) -> Any:
        if not any(value == member and type(value) is type(member) for member in members):
            raise BadInput(f"{path}={shown(value)}: {allowed(str(value), map(str, members))}")
        return value

    def _enum(self, value: object, expected: type[Enum], path: str) -> Any:
        names = {member.name.lower(): member for member in expected}
        if not isinstance(value, str) or value.lower() not in names:
            raise BadInput(f"{path}={shown(value)}: {allowed(str(value), names)}")
        return names[value.lower()]

    def _sequence(self, value: object, members: tuple[Any, ...], path: str) -> tuple[Any, ...]:
        if not isinstance(value, list | tuple):
            raise BadInput(f"{path}={shown(value)}: must be a list")
        if len(members) == 1 or members[-1] is Ellipsis:
            members = (members[0],) * len(value)
        if len(value) != len(members):
            raise BadInput(f"{path}={shown(list(value))}: must have {len(members)} entries")
        return tuple(
            self.to(item, kind, f"{path}[{i}]") for i, (item, kind) in enumerate(zip(value, members, strict=True))
        )

    def _mapping(self, value: object, members: tuple[Any, ...], path: str) -> dict[Any, Any]:
        if not isinstance(value, Mapping) or "_target_" in value:
            raise BadInput(f"{path}={shown(value)}: must be a mapping")
        key_kind, kind = members
        return {self.to(k, key_kind, path): self.to(v, kind, f"{path}.{k}".lstrip(".")) for k, v in value.items()}

    def _plain(self, value: object, path: str) -> Any:
        if isinstance(value, list | tuple):
            return tuple(self.to(item, Any, f"{path}[{index}]") for index, item in enumerate(value))
        if isinstance(value, Mapping):
            return {key: self.to(item, Any, f"{path}.{key}") for key, item in value.items()}
        return value


def _scalar(value: object, expected: type, path: str) -> Any:
    if type(value) is expected:
        return value
    if expected is float and type(value) is int:
        return float(value)
    raise BadInput(f"{path}={shown(value)}: must be {SCALARS[expected]}")


def _untyped(expected: Any) -> bool:
    return expected is Any or expected is object or isinstance(expected, TypeVar)


def _of_kind(built: object, expected: Any, path: str) -> Any:
    """Refuse a rule of another family. A Protocol is checked by its members' names."""
    if _untyped(expected) or not isinstance(expected, type):
        return built
    if getattr(expected, "_is_protocol", False):
        missing = sorted(name for name in _members(expected) if not hasattr(built, name))
        if missing:
            raise BadInput(
                f"{path}={type(built).__name__}: must be a {_name(expected)}, but lacks {', '.join(missing)}"
            )
    elif not isinstance(built, expected):
        raise BadInput(f"{path}={type(built).__name__}: must be a {_name(expected)}")
    return built


def _members(protocol: type) -> set[str]:
    bases = [base for base in protocol.__mro__ if getattr(base, "_is_protocol", False) and base.__name__ != "Protocol"]
    own = {name for base in bases for name in (*vars(base), *getattr(base, "__annotations__", ()))}
    return {name for name in own if not name.startswith("_")}


def _name(expected: Any) -> str:
    return SCALARS.get(expected) or str(getattr(expected, "__name__", expected))
