"""The directory of a sweep: made for a request, or found again."""

from __future__ import annotations

import fcntl
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from experiments.bad_input import BadInput, shown
from experiments.folder import put, written_whole
from experiments.manifest import installed, machine
from experiments.source import source
from experiments.sweeping.place import Place
from experiments.sweeping.plan import Plan


def opened(place: Place, plan: Plan) -> tuple[str, ...]:
    """Make the directory of a sweep, whole, or find the one that is there; returns what is worth a warning.

    Raises `BadInput` for a directory of something else. One of the same request but for fewer seeds is extended."""
    if not place.sweep.is_file():
        if place.root.exists() and not (place.root.is_dir() and not any(place.root.iterdir())):
            raise BadInput(
                f"out={place.root}: exists already and is no sweep; allowed: a sweep, or an absent or empty directory"
            )
        with written_whole(place.root) as partial:
            _fill(Place(partial), plan)
        return ()
    there = read(place)
    asked, now = there["asked"], plan.request.asked
    if asked == now:
        return _apart(there)
    if {**asked, "seeds": ()} == {**now, "seeds": ()} and set(asked["seeds"]) < set(now["seeds"]):
        with TemporaryDirectory(prefix=".longer-", dir=place.root) as partial:
            longer = Place(Path(partial))
            _fill(longer, plan)
            longer.points.replace(place.points)
            longer.asked.replace(place.asked)
            longer.sweep.replace(place.sweep)
        return _apart(there)
    key = next(key for key in now if asked.get(key) != now[key])
    raise BadInput(
        f"out={place.root}: holds a sweep with {key}={shown(asked.get(key))}, not {shown(now[key])}; allowed: the "
        "same words, or more seeds"
    )


def read(place: Place) -> dict[str, Any]:
    """What sweep.json says. Raises `BadInput` when it cannot be understood."""
    try:
        content: dict[str, Any] = json.loads(place.sweep.read_text("utf-8"))
        if not all(isinstance(content[key], dict) for key in ("asked", "versions", "hardware", "source")):
            raise TypeError("asked, versions, hardware, source: mappings are needed")
        return content
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise BadInput(f"{place.sweep}: is none of this version ({' '.join(str(error).split())})") from error


@contextmanager
def held(place: Place) -> Iterator[None]:
    """One sweep works in a directory at a time. Raises `BadInput` when another does."""
    handle = os.open(place.root, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    except BlockingIOError as error:
        raise BadInput(f"out={place.root}: another sweep is at work there") from error
    finally:
        os.close(handle)


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
