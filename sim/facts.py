"""Facts: what happened, as frozen values, each caused by an earlier one.

A fact is public unless it is addressed; an addressed fact carries the field `account` and is delivered to that account
alone (it is on the record all the same: the chain is public, delivery is a matter of attention).
"""

from __future__ import annotations

import json
from dataclasses import dataclass, fields, is_dataclass
from enum import Enum
from functools import cache
from typing import Any, ClassVar, NamedTuple

import numpy as np

from sim.fingerprint import fingerprint
from sim.jobs import Evaluation, Training, digest


@dataclass(frozen=True, slots=True)
class Fact:
    """Base of all facts."""

    addressed: ClassVar[bool] = False


class Recorded(NamedTuple):
    """A fact on the record. `subject` is the account or contract it is about, `cause` the fact before it (-1: genesis)."""

    number: int
    time: float
    block: int
    subject: str
    fact: Fact
    cause: int


@cache
def _names(kind: type[Any]) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind))


def plain(value: Any) -> Any:
    """A value as JSON can say it: dataclasses as {"kind": ..., fields}, tuples as lists, numbers as themselves.

    Jobs and arrays are large and stand on the record by their digest.
    """
    if value is None or isinstance(value, str | bool | int | float):
        return value
    if isinstance(value, tuple | list | frozenset | set):
        items = sorted(value) if isinstance(value, frozenset | set) else value
        return [plain(item) for item in items]
    if isinstance(value, dict):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, Training | Evaluation):
        return {"kind": type(value).__name__, "digest": digest(value)}
    if isinstance(value, np.ndarray):
        return {"kind": "array", "digest": fingerprint(value)}
    if isinstance(value, Enum):
        return value.value
    if is_dataclass(value) and not isinstance(value, type):
        shown = {name: plain(getattr(value, name)) for name in _names(type(value))}
        return {"kind": type(value).__name__, **shown}
    if isinstance(value, np.integer):
        return int(value)
    raise TypeError(f"{type(value).__name__} cannot stand in a fact; name large values by their digest")


def body(fact: Fact) -> str:
    """Canonical JSON of a fact's fields: sorted keys, no spaces."""
    kind: Any = type(fact)
    content = {name: plain(getattr(fact, name)) for name in _names(kind)}
    return json.dumps(content, sort_keys=True, separators=(",", ":"), allow_nan=False)
