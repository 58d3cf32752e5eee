"""Performs what is asked of a sweep and not there yet."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from functools import partial
from hashlib import blake2b
from pathlib import Path
from tempfile import mkstemp

from experiments.bad_input import BadInput
from experiments.results.folder import RESULTS
from experiments.sweeping.attempt import Attempt, failed, program
from experiments.sweeping.cluster import Dask
from experiments.sweeping.crew import Crew, Loky, Serial
from experiments.sweeping.ground import begun
from experiments.sweeping.place import Place
from experiments.sweeping.plan import Plan, hashes
from experiments.sweeping.request import MOST, Request, requested
from experiments.sweeping.streaming import streamed
from experiments.sweeping.tally import Tally


@dataclass(frozen=True)
class Sweep:
    """What came of a sweep: where it lies, and how many of the runs that were asked for are done, failed and missing."""

    path: Path
    tally: Tally
    warnings: tuple[str, ...] = ()


def sweep(words: Sequence[str], tell: Callable[[Tally], None] = lambda _: None) -> Sweep:
    """Run every combination of what the words say, at every seed: `sweep(["scenario=digits", "horizon_days=1,2", "seeds=8",
    "out=here"])`.

    Runs that are there already are looked at and left, so the same words again do what is missing, and with `retry=failed`
    what failed. Raises `BadInput` before anything runs for what cannot be composed. A run that fails is counted, and leaves
    its error; where the disk takes no more, nothing further is begun.
    """
    request = requested(words)
    plan = Plan(request)
    if plan.runs > MOST:
        raise BadInput(f"{' '.join(words)}: {plan.runs:,} runs; allowed: {MOST:,} at most")
    place = Place(request.out or _destination(plan))
    with begun(place, plan) as warnings, _workshop(place) as sign:

        def wanted(config: str) -> bool:
            return bool(request.retry) or not place.failure(config).exists()

        tally = Tally(plan.runs, failed=sum(not wanted(config) for config in hashes(place.asked)))
        away = Place(place.root.absolute())  # a worker may have been started elsewhere
        work = Attempt(away, request.keep == "all", sign.absolute(), program())
        tell(tally)
        outcomes = streamed(
            plan.tasks(place, wanted), work, partial(failed, away), _crew(request, work.sign, plan.runs)
        )
        with closing(outcomes):
            for outcome in outcomes:
                tally.add(outcome)
                tell(tally)
                if tally.refused:
                    break
    return Sweep(place.root, tally, warnings)


@contextmanager
def _workshop(place: Place) -> Iterator[Path]:
    """The directories that runs are made in, without what a killed sweep left there; gives a file that is there as long as
    this sweep is at work, for its workers to see."""
    shutil.rmtree(place.unfinished, ignore_errors=True)
    for folder in (place.failed, place.flawed):
        if folder.exists() and not folder.is_dir():
            raise BadInput(f"{folder}: is no directory; allowed: what sweeps put there, or nothing")
    try:
        for folder in (place.unfinished, place.runs):
            folder.mkdir(exist_ok=True)
        handle, sign = mkstemp(prefix="sweep-", dir=place.unfinished)
    except OSError as error:
        raise BadInput(f"out={place.root}: {error.strerror}; allowed: a directory to write to") from error
    os.close(handle)
    try:
        yield Path(sign)
    finally:
        shutil.rmtree(place.unfinished, ignore_errors=True)


def _crew(request: Request, sign: Path, runs: int) -> Crew:
    match request.engine:
        case "dask":
            return Dask(request.cluster, sign)
        case "loky":
            return Loky(min(request.jobs, runs))
    return Serial()


def _destination(plan: Plan) -> Path:
    """Named by what is asked, so that the same words find it again."""
    asked = json.dumps(plan.request.asked, sort_keys=True)
    return RESULTS / plan.scenario / f"sweep-{blake2b(asked.encode(), digest_size=4).hexdigest()}"
