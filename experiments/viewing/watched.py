"""A factory as a page wants it: it steps by windows of simulated time, and remembers what is drawn."""

from __future__ import annotations

from collections.abc import Mapping
from math import isfinite
from threading import Lock
from typing import Any

from experiments.bad_input import BadInput
from experiments.building.blueprint import blueprint
from experiments.composing.compose import composed
from experiments.report.cast import Cast
from experiments.running.run import opened
from experiments.viewing.slider import setting
from sim.chain.errors import PluginError
from sim.chain.ledger import Entry
from sim.durations import DAY, HOUR
from sim.money import TOKEN
from sim.world.price import quoted

Line = list[tuple[float, float]]
"""(day, value)."""


class Watched:
    """What Mesa's page calls a model: it is made of keyword arguments, `step()` lets `hours` pass, `running` tells whether
    there is more. What cannot be built or breaks is told in `trouble`, since a page has nobody to raise it to."""

    def __init__(self, overrides: tuple[str, ...] = (), hours: float = 1.0, **kwargs: float) -> None:
        """`kwargs` are the settings that sliders have, by path. A slider that is where the factory has it says nothing."""
        self.steps, self.running, self.trouble = 0, True, ""
        self._busy = Lock()
        self.day, self.days = 0.0, 0.0
        self.accuracy: Line = []
        self.price: Line = []
        self.moved: list[Entry] = []
        """Every movement of money in the last window."""
        self.owned: dict[str, float] = {}
        """Tokens by account of an agent, stakes included."""
        self.cast, self.contracts = Cast(()), tuple[str, ...]()
        self.settings = kwargs
        """What the sliders had when it was made."""
        try:
            as_given = composed(overrides)
            moved = [f"{key}={value}" for key, value in kwargs.items() if value != setting(key, as_given.config)]
            self.factory = opened(blueprint(composed([*overrides, *moved]) if moved else as_given), self._noted)
            self._windows = self.factory.windows(hours * HOUR)
            next(self._windows)
        except (ValueError, PluginError) as error:
            self._stop(error)
            return
        self.days = self.factory.blueprint.horizon_days
        self.contracts = tuple(sorted(self.factory.chain.contracts))
        self.cast = Cast.of(
            {"account": account, "group": player.group, "place": player.index}
            | {key: player.label[key] for key in ("role", "behaviour")}
            for account, player in self.factory.players.items()
        )
        self._seen = len(self.factory.chain.ledger.entries)
        self._look()

    def step(self) -> None:
        """Let a window of simulated time pass. A page that plays does so in a thread of its own."""
        with self._busy:
            if not self.running:
                return
            try:
                next(self._windows)
            except Exception as error:  # whatever a plug-in does wrong, the page goes on and says so
                self._stop(error)
                return
            self.steps += 1
            self._look()
            self.running = self.day < self.days

    def leave(self) -> None:
        """Forget the factory, when it is through with what it is doing: nobody looks at it any more."""
        with self._busy:
            self.running = False
            if hasattr(self, "_windows"):
                self._windows.close()

    def _look(self) -> None:
        factory = self.factory
        ledger = factory.chain.ledger
        self.day = factory.env.now / DAY
        self.price.append((self.day, quoted(factory.blueprint.price, factory.env.now, ledger.balance)))
        self.moved = [entry for _, entry in ledger.since(self._seen)]
        self._seen = len(ledger.entries)
        staked = factory.observer.staked
        self.owned = {name: (ledger.balance(name) + staked(name)) / TOKEN for name in factory.players}

    def _noted(self, told: Mapping[str, Any]) -> None:
        if isfinite(told["accuracy"]):
            self.accuracy.append((told["day"], told["accuracy"]))

    def _stop(self, error: Exception) -> None:
        self.running = False
        self.trouble = str(error) if isinstance(error, BadInput | PluginError) else f"{type(error).__name__}: {error}"
