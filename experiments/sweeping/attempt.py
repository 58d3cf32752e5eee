"""Performs one run of a sweep, in whatever process; it never raises, so that one failure stays one failure."""

from __future__ import annotations

import json
import platform
import traceback
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from errno import EDQUOT, EFBIG, ENOSPC, EROFS
from functools import cache
from pathlib import Path

from experiments.bad_input import BadInput
from experiments.results.folder import put
from experiments.results.manifest import installed
from experiments.results.source import source
from experiments.running.run import execute
from experiments.sweeping.place import Place
from experiments.sweeping.task import Outcome, State, Task
from experiments.verification.files import files
from experiments.verification.verify import opened

FULL = frozenset({EDQUOT, EFBIG, ENOSPC, EROFS})
"""What a disk says that takes no more."""


@cache
def program() -> dict[str, str]:
    """What a result depends on beside its config: versions, and the revision of this program's source."""
    return {**installed(), **source()}


@dataclass(frozen=True)
class Attempt:
    """Does what a task says, in the directory of the sweep; what is there already is looked at instead."""

    place: Place
    whole: bool
    """Whether everything of a run is kept; else manifest, config and summary."""
    sign: Path
    """A file that is there while the sweep is at work, seen by whoever works for it and on its own disk."""
    program: Mapping[str, str]
    """What the driver is; who is another must not work for it, and may come when the sweep has begun."""

    def __call__(self, task: Task) -> Outcome:
        if stray := self._stray():
            return Outcome(task.config, State.REFUSED, stray)
        folder = self.place.run(task.config)
        try:
            if folder.exists() and self._sound(folder, task):
                return Outcome(task.config, State.DONE)
            execute(task.found, folder, datetime.now(UTC), scratch=self.place.unfinished, whole=self.whole)
        except Exception as error:
            if self._made(folder, task):  # by somebody else, who was quicker
                return Outcome(task.config, State.DONE)
            if stray := self._stray():  # nobody waits for this run any more
                return Outcome(task.config, State.REFUSED, stray)
            line = f"{type(error).__name__}: {' '.join(str(error).split())}"
            if any(isinstance(each, OSError) and each.errno in FULL for each in _causes(error)):
                return Outcome(task.config, State.REFUSED, line)
            return failed(self.place, task, line, traceback.format_exc())
        self.place.failure(task.config).unlink(missing_ok=True)
        return Outcome(task.config, State.DONE)

    def _stray(self) -> str:
        """Why this process must not work for the sweep; empty when it may."""
        if not self.sign.exists():
            return f"{platform.node()} does not see {self.sign}: not the sweep's own disk, or the sweep is over"
        if (here := program()) != self.program:
            return f"{platform.node()} has {apart(here, self.program)}"
        return ""

    def _made(self, folder: Path, task: Task) -> bool:
        try:
            return folder.exists() and self._sound(folder, task)
        except OSError:  # what was to be laid aside could not be: told already, as why this run failed
            return False

    def _sound(self, folder: Path, task: Task) -> bool:
        """Whether a result is what its run wrote; one that is not is laid aside."""
        try:
            disk = opened(folder)
            if disk.manifest.config_hash == task.config and next(files(disk), None) is None:
                return True
        except (BadInput, OSError):
            pass
        self.place.flawed.mkdir(exist_ok=True)
        free = next(n for n in range(1, 1000) if not (self.place.flawed / f"{task.config}-{n}").exists())
        folder.rename(self.place.flawed / f"{task.config}-{free}")
        return False


def failed(place: Place, task: Task, error: str, trace: str = "") -> Outcome:
    """Leave a file that tells of a failed run; where the disk takes none, the run is told of by its outcome alone."""
    about = {
        "config": task.config,
        "seed": task.seed,
        "point": task.point,
        "overrides": list(task.overrides),
        "error": error,
        "traceback": trace,
    }
    try:
        put(place.failure(task.config), json.dumps(about, indent=1) + "\n")
    except OSError as refusal:
        return Outcome(task.config, State.REFUSED, f"{type(refusal).__name__}: {refusal}")
    return Outcome(task.config, State.FAILED, error)


def apart(there: Mapping[str, str], here: Mapping[str, str]) -> str:
    """How somebody's program differs from ours, in the first thing that does."""
    name = next(name for name in here if there.get(name) != here[name])
    return f"{name} {there.get(name, 'unknown')}; allowed: {here[name]}, as where the sweep is driven"


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__
