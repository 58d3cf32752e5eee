"""One thing that a sweep varies: an override with several values."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pyarrow as pa
from hydra.core.override_parser.overrides_parser import OverridesParser
from hydra.core.override_parser.types import ChoiceSweep, Glob, IntervalSweep, Override, RangeSweep
from hydra.errors import HydraException

from experiments.bad_input import BadInput
from experiments.catalogue import Catalogue

SCALARS = {bool: pa.bool_(), int: pa.int64(), float: pa.float64()}


@dataclass(frozen=True)
class Axis:
    """An override and its values, as text that an override may hold: one for what does not vary, none for an interval."""

    key: str
    values: tuple[str, ...]
    low: float = 0.0
    high: float = 0.0
    whole: bool = False
    """Whether an interval has whole numbers alone, both ends among them."""

    @property
    def varies(self) -> bool:
        return len(self.values) != 1

    @property
    def column(self) -> str:
        """The key without the sign of an override that adds."""
        return self.key.lstrip("+~")

    @property
    def type(self) -> pa.DataType:
        """What holds every value of it; text where nothing narrower does."""
        if not self.values:
            return pa.int64() if self.whole else pa.float64()
        kinds = {type(_value(self.key, text)) for text in self.values}
        return SCALARS.get(float if kinds == {int, float} else kinds.pop() if len(kinds) == 1 else str, pa.string())

    def cell(self, text: str) -> Any:
        """A value for a column of that type."""
        value = _value(self.key, text)
        return text if self.type == pa.string() else float(value) if self.type == pa.float64() else value


def axes(overrides: Sequence[str], plugins: tuple[str, ...]) -> list[Axis]:
    """Every override, the last one of a key. Raises `BadInput` for one that is none, or whose values cannot be told."""
    found = {axis.column: axis for axis in (_axis(text, plugins) for text in overrides)}
    return list(found.values())


def _axis(text: str, plugins: tuple[str, ...]) -> Axis:
    try:
        override = OverridesParser.create().parse_override(text)
        return _of(override, plugins)
    except HydraException as error:
        raise BadInput(
            f"{text!r}: not an override; write key=value, such as reward.floor=3 or reward.floor=1,2,3"
        ) from error


def _of(override: Override, plugins: tuple[str, ...]) -> Axis:
    key, value = override.get_key_element(), override.value()
    if getattr(value, "shuffle", False):
        raise BadInput(f"{override.input_line}: the order of a sweep means nothing; allowed: without shuffle")
    if getattr(value, "tags", None):
        raise BadInput(f"{override.input_line}: allowed: without tags")
    match value:
        case IntervalSweep(start=start, end=end):
            if start is None or end is None or not start < end:
                raise BadInput(f"{override.input_line}: allowed: interval(low,high) with low < high")
            return Axis(key, (), float(start), float(end), isinstance(start, int) and isinstance(end, int))
        case Glob():
            names = value.filter(Catalogue(plugins).names(override.key_or_group))
            values = tuple(names)
        case ChoiceSweep() | RangeSweep():
            values = tuple(override.sweep_string_iterator())
        case _:
            return Axis(key, (override.get_value_element_as_str(),))
    if not values:
        raise BadInput(f"{override.input_line}: has no values; allowed: at least one")
    return Axis(key, tuple(dict.fromkeys(values)))


def _value(key: str, text: str) -> Any:
    return OverridesParser.create().parse_override(f"{key}={text}").value()
