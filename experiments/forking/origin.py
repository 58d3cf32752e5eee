"""What a fork keeps of the run that it parts from: which one it was, when and how they part, and how it went there."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from experiments.metrics.metric import Value
from experiments.report.course import Course

NAME = "origin.json"


@dataclass(frozen=True)
class Origin:
    """The run that a fork was made from."""

    manifest: str
    """sha256 of its manifest, which vouches for all its files."""
    config_hash: str
    at_days: float
    """The day from which on the two may differ."""
    changes: tuple[str, ...]
    """What is changed then, in words."""
    summary: Mapping[str, Value]
    course: Course

    def write(self, folder: Path) -> None:
        """Raises OSError when the disk refuses."""
        content = {**vars(self), "changes": list(self.changes), "course": self.course.plain()}
        (folder / NAME).write_text(json.dumps(content, indent=1, allow_nan=False) + "\n", "utf-8")

    @classmethod
    def read(cls, folder: Path) -> Origin | None:
        """Of a run directory; None for a run that is no fork. Raises ValueError when it cannot be understood."""
        place = folder / NAME
        if not place.exists():
            return None
        try:
            content: dict[str, Any] = json.loads(place.read_text("utf-8"))
            course, changes = Course.of_plain(content.pop("course")), tuple(content.pop("changes"))
            return cls(changes=changes, course=course, **content)
        except (KeyError, TypeError, AttributeError) as error:
            raise ValueError(f"{place} is not what a fork of this version leaves ({error})") from error
