"""One run of a comparison, in whatever process."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from experiments.comparing.comparison import Trial
from experiments.composing.compose import composed
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
    """Performs a run, perhaps in another process; it never raises, so that one failure stays one failure."""

    folder: Path
    began: datetime

    def __call__(self, asked: Asked) -> Trial:
        try:
            finished = execute(composed(asked.setting), self.folder / asked.name, self.began)
            return Trial(asked.side, asked.seed, asked.name, finished.summary)
        except Exception as error:  # reported with the others
            return lost(asked, f"{type(error).__name__}: {' '.join(str(error).split())}")


def lost(asked: Asked, error: str) -> Trial:
    """A run that came to nothing."""
    return Trial(asked.side, asked.seed, asked.name, None, error)
