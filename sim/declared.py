"""Whether values are of the kind that a class declares for its fields.

Type checkers see what we write; this sees what comes from a config, a proposal, or another player's mouth. Every message and
every effect passes here, so what a class declares is read once.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, is_dataclass
from functools import cache
from types import NoneType, UnionType
from typing import Any, Literal, TypeAlias, Union, get_args, get_origin, get_type_hints

Check: TypeAlias = Callable[[Any], bool]

LIMIT = 2**255
"""What a declared whole number stays below, and its negative above: a word of a chain, as Solidity's int256, which the
arithmetic of rules can take. Python's integers have no end, and no float holds one of 2**1024."""


def fits(owner: type, name: str, value: object) -> bool:
    """Whether `value` is of the kind that a class declares for field `name`. What cannot be told from here fits."""
    return _checks(owner).get(name, _anything)(value)


def check_fields(value: Any) -> None:
    """Raises TypeError, naming the first field of a dataclass, or of one that lies in it, whose value is not of the declared
    kind."""
    kind: Any = type(value)
    for name, declared, check in _fields(kind):
        given = getattr(value, name)
        if not check(given):
            raise TypeError(f"{kind.__name__}.{name}={given!r}; allowed: {declared}, with whole numbers below 2**255")
        if type(given) in _PLAIN:
            continue
        for part in given if isinstance(given, tuple) else (given,):
            if type(part) not in _PLAIN and is_dataclass(part) and not isinstance(part, type):
                check_fields(part)


_PLAIN = frozenset({str, int, float, bool, NoneType})


@cache
def _fields(kind: Any) -> tuple[tuple[str, Any, Check], ...]:
    checks = _checks(kind)
    return tuple((field.name, field.type, checks.get(field.name, _anything)) for field in fields(kind))


@cache
def _checks(owner: type) -> dict[str, Check]:
    try:
        return {name: _check(hint) for name, hint in get_type_hints(owner).items()}
    except NameError:  # an annotation of a plug-in that is imported for type checkers only
        return {}


def _anything(value: object) -> bool:
    return True


def _check(hint: Any) -> Check:
    """Whether a value is what a type hint says, as a function of the value."""
    origin = get_origin(hint)
    if hint is Any:
        return _anything
    if origin in (Union, UnionType):
        options = [_check(option) for option in get_args(hint)]
        return lambda value: any(option(value) for option in options)
    if origin is Literal:
        allowed = get_args(hint)
        return lambda value: value in allowed
    if hint in (None, NoneType):
        return lambda value: value is None
    if hint is float:  # a whole number is a fine float; True is not
        return lambda value: isinstance(value, float) or _is_word(value)
    if hint is int:
        return _is_word
    if origin is tuple:
        return _tuple(get_args(hint))
    kind = origin or hint
    return (lambda value: isinstance(value, kind)) if isinstance(kind, type) else _anything


def _is_word(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and -LIMIT < value < LIMIT


def _tuple(hints: tuple[Any, ...]) -> Check:
    if len(hints) == 2 and hints[1] is Ellipsis:
        check = _check(hints[0])
        return lambda value: isinstance(value, tuple) and all(map(check, value))
    checks = [_check(hint) for hint in hints]
    return lambda value: (
        isinstance(value, tuple)
        and len(value) == len(checks)
        and all(check(part) for check, part in zip(checks, value, strict=True))
    )
