"""One thing that a sweep varies: an override with several values."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from math import isfinite
from typing import Any

import pyarrow as pa
from hydra.core.override_parser.overrides_parser import OverridesParser
from hydra.core.override_parser.types import ChoiceSweep, Glob, IntervalSweep, Override, RangeSweep
from hydra.errors import HydraException

from experiments.bad_input import BadInput
from experiments.composing.catalogue import Catalogue

SCALARS = {bool: pa.bool_(), int: pa.int64(), float: pa.float64()}
MOST = 100_000
"""Values of one axis; who means more means an interval and a design."""
PLAIN = ((re.compile(r"-?(0|[1-9][0-9]{0,17})"), int), (re.compile(r"-?(0|[1-9][0-9]*)\.[0-9]+"), float))
"""Numbers that are read without Hydra's grammar, which takes half a millisecond for one."""


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

    @cached_property
    def type(self) -> pa.DataType:
        """What holds every value of it; text where nothing narrower does."""
        if not self.values:
            return pa.int64() if self.whole else pa.float64()
        kinds = {type(value) for value in self._read.values()}
        return SCALARS.get(float if kinds == {int, float} else kinds.pop() if len(kinds) == 1 else str, pa.string())

    @property
    def numeric(self) -> bool:
        """Whether it varies, by numbers alone (true and false among them), and says what they are and not what goes."""
        return self.varies and self.type != pa.string() and not self.key.startswith("~")

    def value(self, text: str) -> Any:
        """What such a text says."""
        if self.values:
            return self._read[text]
        return int(text) if self.whole else float(text)

    def cell(self, text: str) -> Any:
        """A value for a column of that type."""
        value = self.value(text)
        return text if self.type == pa.string() else float(value) if self.type == pa.float64() else value

    @cached_property
    def _read(self) -> dict[str, Any]:
        return {text: self._said(text) for text in self.values}

    def _said(self, text: str) -> Any:
        for pattern, kind in PLAIN:
            if pattern.fullmatch(text):
                return kind(text)
        return OverridesParser.create().parse_override(f"{self.key}={text}").value()


def axes(overrides: Sequence[str], plugins: tuple[str, ...]) -> list[Axis]:
    """Every override in its order, the last one of a key; what is given as a mapping is laid over what was said before, and
    replaces nothing. Raises `BadInput` for one that is none, or whose values cannot be told."""
    found: list[Axis] = []
    for axis in (_axis(text, plugins) for text in overrides):
        if not all(text.startswith("{") for text in axis.values):
            found = [each for each in found if each.column != axis.column]
        found.append(axis)
    varied = [axis.column for axis in found if axis.varies]
    if twice := [column for column in varied if varied.count(column) > 1]:
        raise BadInput(f"{twice[0]}: has several values twice; allowed: once")
    return found


def _axis(text: str, plugins: tuple[str, ...]) -> Axis:
    try:
        override = OverridesParser.create().parse_override(text)
        return _of(override, plugins)
    except BadInput:
        raise
    except (HydraException, ValueError, ArithmeticError) as error:
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
            if start is None or end is None or not (isfinite(start) and isfinite(end) and start < end):
                raise BadInput(f"{override.input_line}: allowed: interval(low,high) with low < high, both finite")
            return Axis(key, (), float(start), float(end), isinstance(start, int) and isinstance(end, int))
        case Glob():
            names = value.filter(Catalogue(plugins).names(override.key_or_group))
            values = tuple(names)
        case ChoiceSweep() | RangeSweep():
            values = tuple(islice(override.sweep_string_iterator(), MOST + 1))
        case _:
            return Axis(key, (override.get_value_element_as_str(),))
    if not 1 <= len(values) <= MOST:
        many = "no values" if not values else f"more than {MOST:,} values"
        raise BadInput(f"{override.input_line}: has {many}; allowed: at least one, at most {MOST:,}")
    return Axis(key, tuple(dict.fromkeys(values)))
