"""What somebody asks of a sweep, in words `key=value`."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from experiments.bad_input import BadInput, allowed, shown
from experiments.sweeping import seeds

MOST = 10_000_000
"""Runs of a sweep. Listing so many takes an hour."""
MOST_JOBS = 1_000
"""Processes of one machine, each of several hundred megabytes."""
ENGINES, DESIGNS = ("loky", "dask", "serial"), ("grid", "lhs", "sobol", "morris", "saltelli")
KEPT, RETRIED = ("all", "summary"), ("failed",)


@dataclass(frozen=True)
class Request:
    """A sweep as it was asked for. The first five fields decide what is run, the others only how."""

    overrides: tuple[str, ...] = ()
    seeds: Sequence[int] = range(1)
    """As `seeds.parsed` makes them: a range where it can be."""
    design: str = "grid"
    points: int = 0
    """Override sets that a design draws; 0 with a grid, which counts them itself."""
    keep: str = "all"
    """What is left of a run: everything, or manifest, config and summary alone."""
    engine: str = "loky"
    cluster: str = ""
    """Address of a scheduler; for engine=dask alone."""
    jobs: int = 2
    """Processes of this machine that run at a time; for engine=loky alone."""
    retry: str = ""
    """`failed`: try again what failed before."""
    out: Path | None = None

    def __post_init__(self) -> None:
        if (self.engine == "dask") != bool(self.cluster):
            raise BadInput(
                f"engine={self.engine} cluster={self.cluster or 'not given'}; "
                "allowed: both, as engine=dask cluster=tcp://HOST:PORT, or neither"
            )
        if (self.design == "grid") != (self.points == 0):
            raise BadInput(
                f"design={self.design} points={self.points or 'not given'}; "
                "allowed: points=N with a design that draws them, none with a grid, which counts its own"
            )
        if not 1 <= self.jobs <= MOST_JOBS:
            raise BadInput(f"jobs={self.jobs}; allowed: 1 to {MOST_JOBS:,}")

    @property
    def asked(self) -> dict[str, Any]:
        """What decides which runs there are and what is left of them, as JSON can say it."""
        return {
            "overrides": list(self.overrides),
            "seeds": seeds.told(self.seeds),
            "design": self.design,
            "points": self.points,
            "keep": self.keep,
        }

    @classmethod
    def of(cls, asked: Mapping[str, Any]) -> Request:
        """Back from what `asked` says; how it was run is no part of that. Raises `BadInput` for what no request says."""
        try:
            overrides, which = tuple(asked["overrides"]), seeds.parsed(asked["seeds"])
            return cls(overrides, which, asked["design"], asked["points"], asked["keep"])
        except (KeyError, TypeError) as error:
            raise BadInput(f"asked={shown(dict(asked))}: not what a sweep asks ({error})") from error


def requested(words: Sequence[str]) -> Request:
    """Read the words of a sweep; those that it has no field for are overrides of the factory. Raises `BadInput`."""
    found, overrides = Request(), list[str]()
    given: dict[str, Any] = {}
    for word in words:
        key, _, value = word.partition("=")
        if key.lstrip("+~") == "seed":
            raise BadInput(f"{word}: a sweep has several seeds; give them as seeds=10, seeds=0:10 or seeds=1,2,5")
        if key != "out" and key.lstrip("+~") == "out":
            raise BadInput(f"{word}: a sweep has one directory; give it as out=DIR")
        if key in READERS and not (key == "cluster" and "://" not in value):
            given[key] = READERS[key](key, value)
        else:
            overrides.append(word)
    return replace(found, **given, overrides=tuple(overrides))


def _one_of(choices: Sequence[str]) -> Callable[[str, str], str]:
    def read(key: str, value: str) -> str:
        if value not in choices:
            raise BadInput(f"{key}={value}: {allowed(value, choices)}")
        return value

    return read


def _number(key: str, value: str) -> int:
    if not (value.isdecimal() and len(value) < 10 and int(value)):
        raise BadInput(f"{key}={value}; allowed: a whole number from 1")
    return int(value)


def _place(key: str, value: str) -> Path:
    if not value:
        raise BadInput(f"{key}=: allowed: a directory")
    return Path(value)


READERS: Mapping[str, Callable[[str, str], Any]] = {
    "seeds": lambda _, value: seeds.parsed(value),
    "engine": _one_of(ENGINES),
    "cluster": lambda _, value: value,
    "jobs": _number,
    "design": _one_of(DESIGNS),
    "points": _number,
    "keep": _one_of(KEPT),
    "retry": _one_of(RETRIED),
    "out": _place,
}
"""The words of a sweep. `cluster` is one when it is an address; cluster=fifo is a setting of the factory."""
