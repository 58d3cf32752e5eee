"""One run of a comparison, in whatever process."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from experiments.comparing.comparison import Trial
from experiments.composing.compose import composed
from experiments.results.result import Run
from experiments.running.run import execute


@dataclass(frozen=True)
class Asked:
    """A run that is to be tried."""

    side: str
    seed: int
    setting: tuple[str, ...]

    @property
    def name(self) -> str:
        """Its directory within the comparison's."""
        return f"{self.side}/seed-{self.seed}"


@dataclass(frozen=True)
class Trying:
    """Performs a run, perhaps in another process; it never raises, so that one failure stays one failure.

    A run that is there already was made by a process that was lost before it could say so, or is quicker: it is whole, and
    the same run.
    """

    folder: Path
    began: datetime

    def __call__(self, asked: Asked) -> Trial:
        place = self.folder / asked.name
        try:
            if not place.exists():
                execute(composed(asked.setting), place, self.began)
        except Exception as error:  # reported with the others
            if not place.exists():
                return lost(asked, f"{type(error).__name__}: {' '.join(str(error).split())}")
        return Trial(asked.side, asked.seed, asked.name, Run(place).summary)


def lost(asked: Asked, error: str) -> Trial:
    """A run that came to nothing."""
    return Trial(asked.side, asked.seed, asked.name, None, error)
