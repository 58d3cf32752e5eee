"""The directory of a sweep: made for a request, or found again."""

from __future__ import annotations

import fcntl
import json
import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from itertools import zip_longest
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from experiments.bad_input import BadInput, shown
from experiments.results.folder import put, written_whole
from experiments.results.manifest import installed, machine
from experiments.results.source import source
from experiments.sweeping import rows
from experiments.sweeping.place import ASKED, POINTS, Place
from experiments.sweeping.plan import Plan
from experiments.sweeping.request import Request
from experiments.sweeping.rows import length
from experiments.sweeping.seeds import parsed

DRAFT = ".draft-"
DRAFTS = (DRAFT, ASKED, POINTS)
"""How what a sweep leaves begins that was killed before it had begun."""


@contextmanager
def begun(place: Place, plan: Plan) -> Iterator[tuple[str, ...]]:
    """Make the directory of a sweep, whole, or find the one that is there, and hold it: one sweep works in a directory at a
    time. Gives what is worth a warning.

    Raises `BadInput` for a directory of something else, or at which another sweep is at work. One of the same request but
    for fewer seeds is extended."""
    try:
        there = place.sweep.is_file()
    except OSError as error:
        raise BadInput(f"out={place.root}: {error.strerror}; allowed: a directory") from error
    if not there:
        _make(place, plan)
    with _held(place) as unheld:
        for left in place.root.glob(f"{DRAFT}*"):
            shutil.rmtree(left, ignore_errors=True)
        about = read(place)
        asked, now = about["asked"], plan.request.asked
        if {**asked, "seeds": ""} != {**now, "seeds": ""} or not all(
            seed in plan.request.seeds for seed in parsed(asked["seeds"])
        ):
            key = next(key for key in now if asked.get(key) != now[key])
            raise BadInput(
                f"out={place.root}: holds a sweep with {key}={shown(asked.get(key))}, not {shown(now[key])}; allowed: the "
                "same words, or more seeds"
            )
        if asked != now or length(place.asked) != about["runs"]:
            _extend(place, plan, parsed(asked["seeds"]))
        yield (*unheld, *_apart(about))


def read(place: Place) -> dict[str, Any]:
    """What sweep.json says. Raises `BadInput` when it cannot be understood."""
    try:
        content: dict[str, Any] = json.loads(place.sweep.read_text("utf-8"))
        if not all(isinstance(content[key], dict) for key in ("asked", "versions", "hardware", "source")):
            raise TypeError("asked, versions, hardware, source: mappings are needed")
        Request.of(content["asked"])
        return content
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise BadInput(f"{place.sweep}: is none of this version ({' '.join(str(error).split())})") from error


@contextmanager
def _held(place: Place) -> Iterator[tuple[str, ...]]:
    """Hold the list of points, the one file that no sweep ever replaces."""
    try:
        handle = os.open(place.points, os.O_RDWR)  # a network disk locks what may be written alone
    except OSError as error:
        raise BadInput(f"out={place.root}: {error.strerror}: {place.points.name}; allowed: one to write to") from error
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise BadInput(f"out={place.root}: another sweep is at work there; allowed: one at a time") from error
        except OSError as error:
            yield (f"out={place.root} cannot be locked ({error.strerror}): see that no other sweep works there",)
        else:
            yield ()
    finally:
        os.close(handle)


def _make(place: Place, plan: Plan) -> None:
    try:
        if place.root.is_symlink() and not place.root.exists():
            raise BadInput(f"out={place.root}: a link to nowhere; allowed: a sweep, or an absent or empty directory")
        if not place.root.exists():
            with written_whole(place.root) as partial:
                _fill(Place(partial), plan)
        elif place.root.is_dir() and all(path.name.startswith(DRAFTS) for path in place.root.iterdir()):
            with _drafted(place, plan):  # perhaps a disk of its own, which nothing can be renamed to
                pass
        else:
            raise BadInput(
                f"out={place.root}: exists already and is no sweep; allowed: a sweep, or an absent or empty directory"
            )
    except OSError:
        if not place.sweep.is_file():  # else somebody has made it meanwhile
            raise


def _extend(place: Place, plan: Plan, before: Sequence[int]) -> None:
    """List the runs of more seeds."""
    with _drafted(place, plan) as longer:
        old, new = ((row for row in rows.read(each.asked) if row["seed"] in before) for each in (place, longer))
        if any(was != now for was, now in zip_longest(old, new)):
            raise BadInput(
                f"out={place.root}: the same words mean another factory now than when that sweep began; allowed: its own "
                "seeds, or another directory"
            )


@contextmanager
def _drafted(place: Place, plan: Plan) -> Iterator[Place]:
    """Files of a sweep, which take their places when the block ends well, sweep.json last. Whoever is killed between two of
    them leaves lists that do not agree with it, which the next one sees."""
    with TemporaryDirectory(prefix=DRAFT, dir=place.root) as folder:
        draft = Place(Path(folder))
        _fill(draft, plan)
        yield draft
        if not place.points.exists():
            draft.points.replace(place.points)
        draft.asked.replace(place.asked)
        draft.sweep.replace(place.sweep)


def _fill(place: Place, plan: Plan) -> None:
    plan.write(place)
    content = {
        "asked": plan.request.asked,
        "varied": [axis.column for axis in plan.varied],
        "points": plan.points,
        "runs": plan.runs,
        "scenario": plan.scenario,
        "began": datetime.now(UTC).isoformat(timespec="seconds"),
        "versions": installed(),
        "hardware": machine(),
        "source": source(),
    }
    put(place.sweep, json.dumps(content, indent=1) + "\n")


def _apart(there: dict[str, Any]) -> tuple[str, ...]:
    """What has another version now than when the sweep began."""
    here = {**installed(), **machine(), **source()}
    return tuple(
        f"the sweep began with {name} {old}, and goes on with {here.get(name, 'none')}: numbers may differ for that reason"
        for name, old in {**there["versions"], **there["hardware"], **there["source"]}.items()
        if here.get(name) != old
    )
