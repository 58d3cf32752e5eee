"""Whether a value may stand in a rule's field: what an amendment is held to, as a config is when it is built."""

from __future__ import annotations

from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints


def fits(rule: type, name: str, value: object) -> bool:
    """Whether `value` is of the kind that the class declares for field `name`."""
    return _is(value, get_type_hints(rule)[name])


def _is(value: object, hint: Any) -> bool:
    origin = get_origin(hint)
    if origin in (Union, UnionType):
        return any(_is(value, option) for option in get_args(hint))
    if origin is Literal:
        return value in get_args(hint)
    if hint in (None, NoneType):
        return value is None
    if hint is float:  # a whole number is a fine float; True is not
        return isinstance(value, int | float) and not isinstance(value, bool)
    if hint is int:
        return isinstance(value, int) and not isinstance(value, bool)
    kind = origin or hint
    return isinstance(value, kind) if isinstance(kind, type) else True
