"""The line that says how far a run is."""

from __future__ import annotations

from collections.abc import Callable, Generator, Mapping
from math import isnan
from time import monotonic
from types import TracebackType
from typing import Any, TextIO

from sim.durations import DAY
from sim.factory import Factory
from sim.world.price import quoted

REFRESH, PLAIN = 0.1, 5.0
"""Seconds between two lines: on a terminal, where each replaces the last, and elsewhere."""


Progress = Callable[[Mapping[str, Any]], None]
"""Told the simulated day, accuracy, price and number of facts now and then; `tenth` too, at each tenth of the horizon."""


class Tenths:
    """Passes on what the engine tells, and itself tells how things stand at the start and at each tenth of the horizon."""

    def __init__(self, tell: Progress) -> None:
        self._tell = tell
        self._accuracy = float("nan")

    def __call__(self, pulse: Mapping[str, Any]) -> None:
        self._accuracy = pulse["accuracy"]
        self._tell(pulse)

    def ticks(self, factory: Factory) -> Generator[Any, Any, None]:
        """A process of the factory's clock; it changes nothing."""
        for tenth in range(10):
            now, ledger = factory.env.now, factory.chain.ledger
            price = quoted(factory.blueprint.price, now, ledger.balance)
            facts = factory.recorder.rows("facts")
            self._tell({"day": now / DAY, "accuracy": self._accuracy, "price": price, "facts": facts, "tenth": tenth})
            yield factory.env.timeout(factory.blueprint.horizon / 10)


class ProgressLine:
    """Shows the simulated day, accuracy, price and number of facts; one line rewritten on a terminal, else plain ones, at
    least one for each tenth of the horizon."""

    def __init__(self, stream: TextIO) -> None:
        self._stream, self._live = stream, stream.isatty()
        self._width = 0
        self._next = 0.0

    def __call__(self, pulse: Mapping[str, Any]) -> None:
        if (now := monotonic()) < self._next and (self._live or "tenth" not in pulse):
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
