"""Holds a factory to properties: runs what they look at, the same seeds in every world, and lets each decide."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from hydra.core.override_parser.overrides_parser import OverridesParser
from hydra.errors import HydraException
from joblib import Parallel, delayed

from experiments.bad_input import BadInput
from experiments.building.blueprint import blueprint
from experiments.composing.compose import composed
from experiments.metrics.evidence import Evidence
from experiments.properties.named import named
from experiments.properties.played import Played
from experiments.properties.property import Property
from experiments.properties.report import Checked, Failure, Report
from experiments.properties.setting import Setting
from experiments.properties.words import Words
from experiments.properties.words import words as taken_apart
from experiments.running.run import simulate
from experiments.sweeping.tally import Tally
from experiments.sweeping.task import Outcome, State

Asked = tuple[int, str, Property]
"""A property by its place in the list, and the world that it looks at."""


def check(words: Sequence[str], progress: Callable[[Tally], None] = lambda tally: None) -> Report:
    """Check a factory: `check(["scenario=digits", "reward=equal_split", "property=sybil_split", "seeds=8"])`.

    The words are those of `aifactory check`; `progress` is told how far it is after every run. Raises `BadInput` before
    anything runs, for any world that cannot be built; a run that fails later is a failure in the report.
    """
    said = taken_apart(words)
    setting = Setting.of(said.overrides)
    asked = [named(name, _fields(name, said), setting.factory.plugins) for name in said.properties]
    worlds = [{world.name: world for world in each.worlds(setting)} for each in asked]
    wanted: dict[tuple[str, ...], list[Asked]] = {}
    for place, (each, its) in enumerate(zip(asked, worlds, strict=True)):
        for world in its.values():
            wanted.setdefault(world.changes, []).append((place, world.name, each))
    for changes in wanted:
        blueprint(composed(setting.seeded(changes, said.seeds[0])))
    planned = [(seed, changes) for seed in said.seeds for changes in wanted]
    runs = Parallel(n_jobs=min(said.jobs, len(planned)), return_as="generator")(
        delayed(_read)(setting.seeded(changes, seed), wanted[changes]) for seed, changes in planned
    )
    readings: list[dict[str, dict[int, Any]]] = [{name: {} for name in its} for its in worlds]
    failures: list[list[Failure]] = [[] for _ in asked]
    tally = Tally(len(planned))
    for (seed, changes), (found, error) in zip(planned, runs, strict=True):
        tally.add(Outcome("", State.FAILED if error else State.DONE, error))
        progress(tally)
        for number, (place, name, _) in enumerate(wanted[changes]):
            if error:
                failures[place].append(Failure(name, seed, error))
            else:
                readings[place][name][seed] = found[number]
    checked = zip(said.properties, asked, worlds, readings, failures, strict=True)
    return Report(
        setting,
        said,
        tuple(Checked(name, each.judge(read), its, tuple(failed)) for name, each, its, read, failed in checked),
    )


def _read(overrides: Sequence[str], asked: Sequence[Asked]) -> tuple[list[Any], str]:
    """What is kept of one run, perhaps in another process; it never raises, so that one failure stays one failure."""
    try:
        found = composed(overrides)
        played = Played(found.config, Evidence(simulate(found)))
        return [each.read(world, played) for _, world, each in asked], ""
    except Exception as error:  # told with the others
        return [], f"{type(error).__name__}: {' '.join(str(error).split())}"


def _fields(name: str, said: Words) -> dict[str, Any]:
    found = {}
    for text in said.fields.get(name, ()):
        try:
            override = OverridesParser.create().parse_override(text)
        except HydraException as error:
            raise BadInput(f"{name}.{text}: cannot be read; write {name}.field=value") from error
        found[str(override.key_or_group)] = override.value()
    return found
