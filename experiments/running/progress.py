"""The line that says how far a run is."""

from __future__ import annotations

from collections.abc import Callable, Generator, Mapping
from math import isnan
from typing import Any

from experiments.running.line import Line
from sim.durations import DAY
from sim.factory import Factory
from sim.world.price import quoted

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


class ProgressLine(Line):
    """Shows the simulated day, accuracy, price and number of facts; where lines are plain, at least one for each tenth of
    the horizon."""

    def __call__(self, pulse: Mapping[str, Any]) -> None:
        if self.due or (not self.live and "tenth" in pulse):
            self.show(words(pulse))


def words(pulse: Mapping[str, Any]) -> str:
    """`day 3.25  accuracy 0.912  price $0.00429  facts 1,204`; an accuracy that nobody measured yet is left out."""
    accuracy = [] if isnan(pulse["accuracy"]) else [f"accuracy {pulse['accuracy']:.3f}"]
    return "  ".join(
        [f"day {pulse['day']:.2f}", *accuracy, f"price ${pulse['price']:.4g}", f"facts {pulse['facts']:,}"]
    )
