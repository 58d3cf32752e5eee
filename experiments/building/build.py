"""From data to objects: the only place where a config names code.

What is built is decided by types. A mapping with `_target_` becomes that class; a mapping where a dataclass is expected
becomes that dataclass; a list becomes a tuple; a number must be of the declared kind. Runtime objects (clock, streams,
ledger) are given to what was built, never configured.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import MISSING, Field, dataclass, fields, is_dataclass
from functools import cache
from inspect import get_annotations
from typing import Any, get_type_hints

from experiments.bad_input import BadInput, allowed, shown
from experiments.composing.coerce import Coerce
from experiments.composing.targets import resolve


@dataclass(frozen=True)
class Builder:
    """Builds from plain data; `plugins` are the packages, besides ours, whose classes may be named."""

    plugins: tuple[str, ...] = ()

    def build(self, value: object, expected: Any, path: str) -> Any:
        """`value` as `expected` (any annotation). Raises `BadInput` naming `path`, the value and what is allowed."""
        return Coerce(self._instance).to(value, expected, path)

    def _instance(self, value: Mapping[str, object], expected: Any, path: str) -> Any:
        if "_target_" in value:
            cls = resolve(value["_target_"], self.plugins, path)
            arguments = {key: item for key, item in value.items() if key != "_target_"}
        elif isinstance(expected, type) and is_dataclass(expected):
            cls, arguments = expected, dict(value)
        else:
            wanted = getattr(expected, "__name__", str(expected))
            raise BadInput(f"{path}={shown(dict(value))}: a {wanted} is needed; give its name or a _target_")
        known = {field.name: field for field in fields(cls) if field.init}
        self._check_names(cls, known, arguments, path)
        hints = _hints(cls)
        built = {key: self.build(item, hints[key], f"{path}.{key}".lstrip(".")) for key, item in arguments.items()}
        try:
            return cls(**built)
        except (ValueError, TypeError, ArithmeticError) as error:
            raise BadInput(_refusal(error, cls, built, path)) from error

    def _check_names(self, cls: type, known: Mapping[str, Field[Any]], given: Mapping[str, object], path: str) -> None:
        for key, item in given.items():
            if key not in known:
                raise BadInput(
                    f"{path}.{key}={shown(item)}: {cls.__name__} has no such field; {allowed(key, known)}".lstrip(".")
                )
        for name, field in known.items():
            if name not in given and field.default is MISSING and field.default_factory is MISSING:
                raise BadInput(f"{path}.{name}: missing; {cls.__name__} needs it ({field.type})".lstrip("."))


@cache
def _hints(cls: type) -> dict[str, Any]:
    """Types by field. A type that a module imports for type checkers only, to stay light, is left to the constructor."""
    try:
        return get_type_hints(cls)
    except NameError:
        own = [(base.__module__, *item) for base in cls.__mro__[::-1] for item in get_annotations(base).items()]
        return {name: _hint(module, text) for module, name, text in own}


def _hint(module: str, text: Any) -> Any:
    try:
        return get_type_hints(type("Alone", (), {"__module__": module, "__annotations__": {"alone": text}}))["alone"]
    except NameError:
        return Any


def _refusal(error: Exception, cls: type, built: Mapping[str, object], path: str) -> str:
    """The config path before a constructor's own words; `floor=-1; allowed: ...` becomes `reward.floor=-1; allowed: ...`."""
    text = str(error).removeprefix(f"{cls.__name__}.")
    joint = "." if text.partition("=")[0] in built else ": "
    return f"{path}{joint}{text}" if path else text
