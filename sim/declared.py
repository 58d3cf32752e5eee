"""Whether values are of the kind that a class declares for its fields.

Type checkers see what we write; this sees what comes from a config, a proposal, or another player's mouth.
"""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from functools import cache
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints


def fits(owner: type, name: str, value: object) -> bool:
    """Whether `value` is of the kind that a class declares for field `name`. What cannot be told from here fits."""
    return _is(value, _hints(owner).get(name, Any))


def check_fields(value: Any) -> None:
    """Raises TypeError, naming the first field of a dataclass, or of one that lies in it, whose value is not of the declared
    kind."""
    kind = type(value)
    for field in fields(value):
        given = getattr(value, field.name)
        if not fits(kind, field.name, given):
            raise TypeError(f"{kind.__name__}.{field.name}={given!r}; allowed: {field.type}")
        for part in given if isinstance(given, tuple) else (given,):
            if is_dataclass(part) and not isinstance(part, type):
                check_fields(part)


@cache
def _hints(owner: type) -> dict[str, Any]:
    try:
        return get_type_hints(owner)
    except NameError:  # an annotation of a plug-in that is imported for type checkers only
        return {}


def _is(value: object, hint: Any) -> bool:
    origin = get_origin(hint)
    if hint is Any:
        return True
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
    if origin is tuple:
        return isinstance(value, tuple) and _are(value, get_args(hint))
    kind = origin or hint
    return isinstance(value, kind) if isinstance(kind, type) else True


def _are(values: tuple[object, ...], hints: tuple[Any, ...]) -> bool:
    if len(hints) == 2 and hints[1] is Ellipsis:
        return all(_is(value, hints[0]) for value in values)
    return len(values) == len(hints) and all(map(_is, values, hints))
