"""Holds a factory to properties: runs what they look at, the same seeds in every world, and lets each decide."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from hydra.core.override_parser.overrides_parser import OverridesParser
from hydra.errors import HydraException
from joblib import Parallel, delayed

from experiments.bad_input import BadInput
from experiments.blueprint import blueprint
from experiments.compose import composed
from experiments.metrics.evidence import Evidence
from experiments.properties.finding import Finding
from experiments.properties.named import named
from experiments.properties.played import Played
from experiments.properties.property import Property
from experiments.properties.setting import Setting, World
from experiments.properties.verdict import Verdict, of_all
from experiments.properties.words import Words
from experiments.properties.words import words as taken_apart
from experiments.running import simulate


@dataclass(frozen=True)
class Failure:
    """A run that ended in an error."""

    world: str
    seed: int
    error: str


@dataclass(frozen=True)
class Checked:
    """A property, what was found about it, and the runs of it that failed."""

    name: str
    finding: Finding
    worlds: Mapping[str, World]
    failures: tuple[Failure, ...] = ()

    @property
    def verdict(self) -> Verdict:
        """That of the finding; but what failed to run is no evidence, and takes a PASS away."""
        incomplete = self.failures and self.finding.verdict is Verdict.PASS
        return Verdict.INCONCLUSIVE if incomplete else self.finding.verdict


@dataclass(frozen=True)
class Report:
    """All that one check found."""

    setting: Setting
    words: Words
    checked: tuple[Checked, ...]

    @property
    def verdict(self) -> Verdict:
        return of_all(each.verdict for each in self.checked)


Asked = tuple[int, str, Property]
"""A property by its place in the list, and the world that it looks at."""


def check(words: Sequence[str]) -> Report:
    """Check a factory: `check(["scenario=digits", "reward=equal_split", "property=sybil_split", "seeds=8"])`.

    The words are those of `aifactory check`. Raises `BadInput` before anything runs, for any world that cannot be built; a
    run that fails later is a failure in the report.
    """
    said = taken_apart(words)
    setting = Setting.of(said.overrides)
    asked = [named(name, _fields(name, said), setting.factory.plugins) for name in said.properties]
    worlds = [{world.name: world for world in each.worlds(setting)} for each in asked]
    wanted: dict[World, list[Asked]] = {}
    for place, (each, its) in enumerate(zip(asked, worlds, strict=True)):
        for world in its.values():
            wanted.setdefault(World("", world.changes), []).append((place, world.name, each))
    for world in wanted:
        blueprint(composed(setting.seeded(world, said.seeds[0])))
    planned = [(seed, world) for seed in said.seeds for world in wanted]
    runs = Parallel(n_jobs=min(said.jobs, len(planned)))(
        delayed(_read)(setting.seeded(world, seed), wanted[world]) for seed, world in planned
    )
    readings: list[dict[str, dict[int, Any]]] = [{name: {} for name in its} for its in worlds]
    failures: list[list[Failure]] = [[] for _ in asked]
    for (seed, world), (found, error) in zip(planned, runs, strict=True):
        for number, (place, name, _) in enumerate(wanted[world]):
            if error:
                failures[place].append(Failure(name, seed, error))
            else:
                readings[place][name][seed] = found[number]
    return Report(
        setting,
        said,
        tuple(
            Checked(name, each.judge(readings[place]), worlds[place], tuple(failures[place]))
            for place, (name, each) in enumerate(zip(said.properties, asked, strict=True))
        ),
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
