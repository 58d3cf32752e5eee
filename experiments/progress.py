"""The line that says how far a run is."""

from __future__ import annotations

from collections.abc import Mapping
from math import isnan
from time import monotonic
from types import TracebackType
from typing import Any, TextIO

REFRESH, PLAIN = 0.1, 5.0
"""Seconds between two lines: on a terminal, where each replaces the last, and elsewhere."""


class ProgressLine:
    """Shows the simulated day, accuracy, price and number of facts; one line rewritten on a terminal, else plain ones."""

    def __init__(self, stream: TextIO) -> None:
        self._stream, self._live = stream, stream.isatty()
        self._width = 0
        self._next = 0.0

    def __call__(self, pulse: Mapping[str, Any]) -> None:
        if (now := monotonic()) < self._next:
            return
        self._next = now + (REFRESH if self._live else PLAIN)
        line = words(pulse)
        self._stream.write(f"\r{line:{self._width}}" if self._live else f"{line}\n")
        self._stream.flush()
        self._width = len(line)

    def __enter__(self) -> ProgressLine:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._live and self._width:
            self._stream.write("\n")
            self._stream.flush()


def words(pulse: Mapping[str, Any]) -> str:
    """`day 3.25  accuracy 0.912  price $0.00429  facts 1,204`; an accuracy that nobody measured yet is left out."""
    accuracy = [] if isnan(pulse["accuracy"]) else [f"accuracy {pulse['accuracy']:.3f}"]
    return "  ".join(
        [f"day {pulse['day']:.2f}", *accuracy, f"price ${pulse['price']:.4g}", f"facts {pulse['facts']:,}"]
    )
