"""Runs two settings with the same seeds, so that chance is the same on both sides, and tells how far they differ."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from hydra.core.override_parser.overrides_parser import OverridesParser

from experiments.bad_input import BadInput
from experiments.building.blueprint import blueprint
from experiments.comparing.comparison import FIRST, SECOND, Comparison, Trial
from experiments.comparing.trying import Asked, Trying, lost
from experiments.composing.compose import Composed, composed
from experiments.results.folder import destination, free, written_whole
from experiments.results.manifest import NAME as MANIFEST
from experiments.results.result import Run
from experiments.sweeping.crew import crew
from experiments.sweeping.streaming import streamed
from experiments.verification.verify import sound

Seeds = int | Iterable[int]
"""How many, from 0, or which."""


def compare(first: Sequence[str], second: Sequence[str] = (), seeds: Seeds = 10, jobs: int = 2) -> Comparison:
    """Run a setting and what becomes of it when `second` is changed in it, once for each seed.

    `compare(["scenario=poisoned"], ["aggregation=median"], seeds=5)`. With no change it compares a setting with itself, and
    every difference is 0. The runs, the numbers and the pairs lie in `out=DIR` of the first setting, else in a directory of
    their own below `results`. Raises `BadInput` before anything runs for a setting that cannot be built; a run that fails
    later is a trial with its error.
    """
    numbers = tuple(dict.fromkeys(range(seeds) if isinstance(seeds, int) else seeds))
    if not numbers or jobs < 1:
        raise BadInput(f"seeds={seeds}, jobs={jobs}; allowed: at least one seed, jobs 1 or more")
    plain = [text for text in first if not text.startswith("out=")]
    sides = {FIRST: tuple(plain), SECOND: changed(plain, second)}
    for setting in sides.values():
        blueprint(composed(_seeded(setting, numbers[0])))
    began = datetime.now(UTC)
    folder = _destination(composed(_seeded(first, numbers[0])), began)
    with written_whole(folder) as partial:
        planned = [Asked(side, seed, tuple(_seeded(sides[side], seed))) for seed in numbers for side in sides]
        trying = Trying(partial.absolute(), began)
        ended = {
            (each.side, each.seed): each for each in streamed(iter(planned), trying, lost, crew(jobs, len(planned)))
        }
        trials = tuple(ended[each.side, each.seed] for each in planned)
        comparison = Comparison(sides, numbers, trials, folder)
        comparison.write(partial)
    return comparison


def compare_finished(first: Path, second: Path, folder: Path | None = None) -> Comparison:
    """Compare the finished runs that lie below two directories, paired by their seeds; what comes of it goes to `folder`,
    and nowhere without one. Raises `BadInput` when a directory holds no run, or two of the same seed."""
    found = {FIRST: _finished(FIRST, first), SECOND: _finished(SECOND, second)}
    seeds = tuple(sorted({seed for trials in found.values() for seed in trials}))
    trials = tuple(
        found[side].get(seed) or Trial(side, seed, "", None, f"no run of seed {seed} in {where}")
        for seed in seeds
        for side, where in ((FIRST, first), (SECOND, second))
    )
    return kept(Comparison({FIRST: [str(first)], SECOND: [str(second)]}, seeds, trials, Path()), folder)


def kept(comparison: Comparison, folder: Path | None) -> Comparison:
    """The same, written to a new directory if one is given. Raises `BadInput` when something is there."""
    if folder is None:
        return comparison
    with written_whole(free(folder)) as partial:
        comparison.write(partial)
    return replace(comparison, path=folder)


def changed(first: Sequence[str], second: Sequence[str]) -> tuple[str, ...]:
    """The first setting with the second's words in the place of its own that say the same thing."""
    later = {_key(text) for text in second}
    kept = [text for text in first if _key(text) not in later]
    return (*kept, *second)


def _key(override: str) -> str:
    try:
        return str(OverridesParser.create().parse_override(override).key_or_group)
    except Exception:  # what is no override is refused, in its own words, where it is composed
        return override


def _seeded(setting: Sequence[str], seed: int) -> list[str]:
    return [*setting, f"seed={seed}"]


def _destination(found: Composed, began: datetime) -> Path:
    place = destination(found, began)
    return place if found.out is not None else place.with_name(f"compare-{place.name}")


def _finished(side: str, folder: Path) -> dict[int, Trial]:
    found: dict[int, Trial] = {}
    for manifest in sorted(folder.rglob(MANIFEST)):
        seed, summary = sound(manifest.parent).manifest.seed, Run(manifest.parent).summary
        if seed in found:
            raise BadInput(
                f"{folder}: {found[seed].place} and {manifest.parent} have the same seed {seed}; one is needed"
            )
        found[seed] = Trial(side, seed, str(manifest.parent), summary)
    if not found:
        raise BadInput(f"{folder}: holds no finished run; give a directory of runs")
    return found
