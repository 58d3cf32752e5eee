"""Contenders on one workload, turn by turn: whoever else uses the machine slows all of them down alike."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from statistics import median

import numpy as np
from numpy.typing import NDArray

from benchmarks.contender import Contender, Lost, Round
from benchmarks.peers.workload import Workload


@dataclass
class Match:
    """What came out, by contender: each timed round, the final parameters, or why it did not hold out."""

    rounds: dict[str, list[Round]] = field(default_factory=dict)
    parameters: dict[str, NDArray[np.float32]] = field(default_factory=dict)
    lost: dict[str, str] = field(default_factory=dict)

    def rate(self, name: str) -> list[float]:
        """Clients trained per second, turn by turn."""
        return [done.clients / done.seconds for done in self.rounds[name]]

    def cpu_rate(self, name: str) -> list[float]:
        """The same per second of a core: what others on the machine took is left out, and so is work in other processes."""
        return [done.clients / done.cpu_seconds for done in self.rounds[name]]

    def ratio(self, ours: str, theirs: str) -> list[float]:
        """Our rate over theirs, turn by turn."""
        return [a / b for a, b in zip(self.rate(ours), self.rate(theirs), strict=True)]

    def cpu_ratio(self, ours: str, theirs: str) -> list[float]:
        """Our rate per second of a core over theirs, turn by turn."""
        return [a / b for a, b in zip(self.cpu_rate(ours), self.cpu_rate(theirs), strict=True)]

    def apart(self, name: str, reference: str) -> float:
        """Largest difference between two contenders' final parameters."""
        return float(np.abs(self.parameters[name] - self.parameters[reference]).max())


def play(contenders: Mapping[str, Contender], workload: Workload) -> Match:
    """One untimed round of each, then the rest of the workload's rounds in turn, the first to go changing every time."""
    match, running = Match(), dict(contenders)

    def drop(name: str, lost: Lost) -> None:
        match.lost[name] = str(lost)
        match.rounds.pop(name, None)
        del running[name]

    for act in (lambda contender: contender.open(workload), Contender.await_ready):  # all start up at once
        for name in list(running):
            try:
                act(running[name])
            except Lost as lost:
                drop(name, lost)
    for turn in range(workload.rounds):
        names = list(running)
        for name in names[turn % len(names) :] + names[: turn % len(names)]:
            try:
                done = running[name].round()
                if turn < workload.rounds - 1:
                    # What it does between two rounds must be over before the next one begins.
                    running[name].await_ready()
                else:
                    match.parameters[name] = running[name].result()
            except Lost as lost:
                drop(name, lost)
                continue
            if turn:
                match.rounds.setdefault(name, []).append(done)
    return match


def spread(values: Sequence[float]) -> dict[str, float]:
    """Median, least and largest, to three digits."""
    found = {"median": median(values), "min": min(values), "max": max(values)}
    return {name: float(f"{value:.3g}") for name, value in found.items()}
