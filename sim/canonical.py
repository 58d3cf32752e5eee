"""Canonical JSON: one value, one text. What is hashed or put on the record is written here, hundreds of thousands of times
in a run, so the way to write a class is worked out once and kept.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, is_dataclass
from enum import Enum
from json.encoder import encode_basestring_ascii as quoted
from math import isfinite
from operator import attrgetter
from typing import Any, TypeAlias

import numpy as np

from sim.fingerprint import fingerprint
from sim.jobs import Evaluation, Training, digest

Writer: TypeAlias = Callable[[Any], str]


def written(value: Any) -> str:
    """A value as JSON with sorted keys and no spaces: dataclasses as {"kind": ..., fields}, tuples and sorted sets as lists.

    Jobs and arrays are large and stand on the record by their digest. Raises TypeError for what cannot be written,
    ValueError for a number that is not finite.
    """
    return _WRITERS[type(value)](value)


def contents(value: Any) -> str:
    """The fields of a dataclass, without its kind, as JSON."""
    return _CONTENTS[type(value)](value)


class _Learnt(dict[type, Writer]):
    """How to write values by their class, worked out at the first one."""

    def __init__(self, learn: Callable[[Any], Writer]) -> None:
        self._learn = learn

    def __missing__(self, kind: type) -> Writer:
        writer = self[kind] = self._learn(kind)
        return writer


def _writer(kind: Any) -> Writer:
    for base, writer in _BASES:
        if issubclass(kind, base):
            return writer
    name: str = kind.__name__
    if is_dataclass(kind):
        return _object({"kind": quoted(name)} | {field.name: None for field in fields(kind)})
    raise TypeError(f"{name} cannot stand in a fact; name large values by their digest")


def _fields(kind: Any) -> Writer:
    return _object({field.name: None for field in fields(kind)})


def _object(members: dict[str, str | None]) -> Writer:
    """Writes an object whose members are either a fixed text or the attribute of that name."""
    parts = [(f"{quoted(name)}:", members[name], attrgetter(name)) for name in sorted(members)]

    writers = _WRITERS

    def write(value: Any) -> str:
        shown = []
        for key, text, get in parts:
            if text is None:
                item = get(value)
                text = writers[type(item)](item)  # noqa: PLW2901 - the text of this member
            shown.append(key + text)
        return "{" + ",".join(shown) + "}"

    return write


def _real(value: float) -> str:
    if not isfinite(value):
        raise ValueError(f"{value} is not finite")
    return float.__repr__(value)


def _array(items: Any) -> str:
    return "[" + ",".join([_WRITERS[type(item)](item) for item in items]) + "]"


def _mapping(value: dict[Any, Any]) -> str:
    named = {str(key): item for key, item in value.items()}
    return "{" + ",".join([f"{quoted(key)}:{written(named[key])}" for key in sorted(named)]) + "}"


def _large(kind: str, name: str) -> str:
    return f'{{"digest":{quoted(name)},"kind":{quoted(kind)}}}'


_BASES: tuple[tuple[type | tuple[type, ...], Writer], ...] = (
    (type(None), lambda value: "null"),
    (str, quoted),
    (bool, lambda value: "true" if value else "false"),
    (int, int.__repr__),
    (float, _real),
    ((tuple, list), _array),
    ((frozenset, set), lambda value: _array(sorted(value))),
    (dict, _mapping),
    ((Training, Evaluation), lambda job: _large(type(job).__name__, digest(job))),
    (np.ndarray, lambda array: _large("array", fingerprint(array))),
    (Enum, lambda value: written(value.value)),
    (np.integer, lambda value: int.__repr__(int(value))),
)
_WRITERS = _Learnt(_writer)
_CONTENTS = _Learnt(_fields)
