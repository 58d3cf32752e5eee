"""What it costs a role to wake up without a message, in bare SimPy events."""

from __future__ import annotations

from collections.abc import Generator
from typing import Any

import simpy

from agents.behaviours.trainer.honest import Honest
from agents.roles.role import Life, Role
from benchmarks.ratio import Prepare, Work, ratio
from benchmarks.world import idle

AGENTS, WAKEUPS = 100, 300


class Sleeper(Role):
    """Wakes up again and again; writes a row each time if it is told to."""

    role = "sleeper"
    recorded = False

    def live(self) -> Life:
        row = self.factory.recorder.row
        for _ in range(WAKEUPS):
            yield self.next(until=self.now + 1.0)
            if self.recorded:
                row("naps", (self.now, self.account))


def measure() -> dict[str, object]:
    """Ratios of a role's wake-up to a SimPy process that yields a timeout: plain, and with a row recorded each time."""
    plain, recorded = ratio(_sleepers(False), _bare), ratio(_sleepers(True), _bare)
    return {
        "event_vs_simpy": plain["median"],
        "event_vs_simpy_range": [plain["min"], plain["max"]],
        "event_vs_simpy_recorded": recorded["median"],
        "event_vs_simpy_recorded_range": [recorded["min"], recorded["max"]],
    }


def _sleepers(recorded: bool) -> Prepare:
    def prepare() -> Work:
        factory = idle()
        factory.recorder.declare("naps", {"time": "float", "account": "str"})
        for index in range(AGENTS):
            sleeper = Sleeper(factory, "sleepers", index, Honest())
            sleeper.recorded = recorded
            factory.env.process(sleeper.live())
        return factory.env.run

    return prepare


def _bare() -> Work:
    env = simpy.Environment()

    def nap() -> Generator[simpy.Event, Any, None]:
        for _ in range(WAKEUPS):
            yield env.timeout(1.0)

    for _ in range(AGENTS):
        env.process(nap())
    return env.run
