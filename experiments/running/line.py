"""A line that says how far something is: one that is rewritten on a terminal, else plain ones now and then."""

from __future__ import annotations

from time import monotonic
from types import TracebackType
from typing import Self, TextIO

REFRESH, PLAIN = 0.1, 5.0
"""Seconds between two lines: on a terminal, where each replaces the last, and elsewhere."""


class Line:
    """Writes to a stream; as a context it ends the line that stands there."""

    def __init__(self, stream: TextIO) -> None:
        self._stream, self.live = stream, stream.isatty()
        self._width, self._next = 0, 0.0

    @property
    def due(self) -> bool:
        """Whether it is time for another line."""
        return monotonic() >= self._next

    def show(self, text: str) -> None:
        self._next = monotonic() + (REFRESH if self.live else PLAIN)
        self._stream.write(f"\r{text:{self._width}}" if self.live else f"{text}\n")
        self._stream.flush()
        self._width = len(text)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.live and self._width:
            self._stream.write("\n")
            self._stream.flush()
