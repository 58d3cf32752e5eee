"""One run of a check, in whatever process."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from experiments.composing.compose import composed
from experiments.metrics.evidence import Evidence
from experiments.properties.played import Played
from experiments.properties.property import Property
from experiments.running.run import simulate


@dataclass(frozen=True)
class Question:
    """What a property wants to know of a world."""

    place: int
    """Of the property in the list."""
    world: str
    asks: Property


@dataclass(frozen=True)
class Look:
    """A run, and what is to be known of it."""

    seed: int
    changes: tuple[str, ...]
    words: tuple[str, ...]
    questions: tuple[Question, ...]

    @property
    def name(self) -> str:
        """Its own among all of a check."""
        return f"{self.seed} {' '.join(self.changes)}"


@dataclass(frozen=True)
class Seen:
    """What was found, in the order of the questions; nothing where the run failed."""

    look: Look
    found: tuple[Any, ...]
    error: str = ""


def looked(look: Look) -> Seen:
    """Runs it, and keeps what was asked; it never raises, so that one failure stays one failure."""
    try:
        found = composed(look.words)
        played = Played(found.config, Evidence(simulate(found)))
        return Seen(look, tuple(each.asks.read(each.world, played) for each in look.questions))
    except Exception as error:  # told with the others
        return lost(look, f"{type(error).__name__}: {' '.join(str(error).split())}")


def lost(look: Look, error: str) -> Seen:
    """A run that came to nothing."""
    return Seen(look, (), error)
