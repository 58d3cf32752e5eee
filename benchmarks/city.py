"""Time and memory of whole runs against people: `python -m benchmarks.city`. The last line is JSON.

What is measured is the command that a user types, `aifactory run`, from its start to the page that it draws: seconds of a
core, and the most memory that the process ever held (children that it waited for included). Each point is a process of its
own. Along each axis the others stay as they are, so that a slope is what one more user, provider or trainer costs.

`python -m benchmarks.city people 100000 10000 5` measures one city of so many users, providers and days;
`python -m benchmarks.city trainers 1000 1` so many trainers that really train, and days.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from itertools import pairwise
from math import log
from pathlib import Path
from time import perf_counter

ROWS = 50
"""Rows of data a provider, as in `scenario=city`."""
Point = Mapping[str, float]


def main(words: Sequence[str] | None = None) -> None:
    """One point if the words say which; else every axis, and the exponents along it."""
    match sys.argv[1:] if words is None else list(words):
        case ["people", users, providers, days]:
            found = measured(people(int(users), int(providers)), float(days))
            print(json.dumps(found | {"users": int(users), "providers": int(providers)}))
        case ["trainers", many, days]:
            print(json.dumps(measured(trainers(int(many)), float(days)) | {"trainers": int(many)}))
        case []:
            print(json.dumps(_axes()))
        case other:
            raise SystemExit(f"{' '.join(other)}: allowed: nothing, people USERS PROVIDERS DAYS, or trainers MANY DAYS")


def people(users: int, providers: int) -> list[str]:
    """A city of so many, as one types it."""
    return [
        "scenario=city",
        f"population.users.count={users}",
        f"population.providers.count={providers}",
        f"task.rows={max(ROWS * providers, 5_000)}",
    ]


def trainers(many: int) -> list[str]:
    """So many who train a perceptron on a world that moves, four rounds a day, each in every round on a card of its own."""
    return [
        "scenario=digits",
        "task=drifting",
        f"population.trainers.count={many - 2}",
        f"contracts.training_round.seats={many}",
        f"population.owners.count={max(many // 8, 2)}",
        "data.shards=100",
    ]


def measured(words: Sequence[str], days: float) -> dict[str, float]:
    """A run of so many simulated days: seconds of a core, by the clock, for each day; peak of memory; what it left."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "run"
        command = [sys.executable, "-m", "experiments", "run", *words, f"horizon_days={days:g}", f"out={out}"]
        since = perf_counter()
        with (Path(folder) / "said").open("w+") as said:
            process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=said)
            _, status, used = os.wait4(process.pid, 0)
            clock = perf_counter() - since
            said.seek(0)
            if status:
                raise SystemExit(f"{' '.join(command)} ended with {os.waitstatus_to_exitcode(status)}:\n{said.read()}")
        manifest = json.loads((out / "manifest.json").read_text("utf-8"))
        disk = sum(path.stat().st_size for path in out.iterdir())
    return {
        "days": days,
        "seconds": round(used.ru_utime + used.ru_stime, 1),
        "clock": round(clock, 1),
        "megabytes": round(used.ru_maxrss / 1024),
        "disk_megabytes": round(disk / 2**20, 1),
        **{name: manifest["tables"][name]["rows"] for name in ("facts", "ledger", "jobs")},
        **{name: manifest["times"]["phases"][name] for name in ("events", "reading")},
    }


def _axes() -> dict[str, object]:
    return {
        "users": _axis([(many, people(many, 100)) for many in (3_000, 9_000, 27_000)], 2.0),
        "providers": _axis([(many, people(1_000, many)) for many in (300, 900, 2_700)], 2.0),
        "days": _axis([(days, people(3_000, 300)) for days in (2, 4, 8)], None),
        "trainers": _axis([(many, trainers(many)) for many in (100, 300, 900)], 1.0),
    }


def _axis(points: Sequence[tuple[int, Sequence[str]]], days: float | None) -> dict[str, object]:
    """Points along an axis, which is the days themselves without `days`; each is as many times the one before it.

    An exponent is that of what they add: b where three times as many more add 3 ** b times as much. What a run costs without
    them, its imports and its other players, has no part in it. And what one more costs at the far end."""
    found: list[Point] = []
    for many, words in points:
        found.append(measured(words, float(many) if days is None else days))
        print("  ", many, found[-1], flush=True)
    counts = [many for many, _ in points]
    names = ("seconds", "events", "megabytes", "facts", "ledger")
    exponents = {name: exponent(counts, [point[name] for point in found]) for name in names}
    more = counts[-1] - counts[-2]
    kilobytes = 1024 * (found[-1]["megabytes"] - found[-2]["megabytes"]) / more
    seconds = (found[-1]["seconds"] - found[-2]["seconds"]) / more / found[-1]["days"]
    each = {"kilobytes": round(kilobytes, 1), "milliseconds_a_day": round(1000 * seconds, 2)}
    print("  ", exponents, each, flush=True)
    return {"points": found, "exponents": exponents, "one_more": each}


def exponent(counts: Sequence[float], values: Sequence[float]) -> float | None:
    """None where nothing is added, or less than the noise of a measurement."""
    (first, second), step = (b - a for a, b in pairwise(values)), counts[1] / counts[0]
    return round(log(second / first) / log(step), 2) if first > 0 and second > 0 else None


if __name__ == "__main__":
    main()
