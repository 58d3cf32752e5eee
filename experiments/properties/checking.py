"""Holds a factory to properties: runs what they look at, the same seeds in every world, and lets each decide."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import closing
from typing import Any

from hydra.core.override_parser.overrides_parser import OverridesParser
from hydra.errors import HydraException

from experiments.bad_input import BadInput
from experiments.building.blueprint import blueprint
from experiments.composing.compose import composed
from experiments.properties.looking import Look, Question, looked, lost
from experiments.properties.named import named
from experiments.properties.report import Checked, Failure, Report
from experiments.properties.setting import Setting
from experiments.properties.words import Words
from experiments.properties.words import words as taken_apart
from experiments.sweeping.crew import crew
from experiments.sweeping.streaming import streamed
from experiments.sweeping.tally import Tally
from experiments.sweeping.task import Outcome, State


def check(words: Sequence[str], progress: Callable[[Tally], None] = lambda tally: None) -> Report:
    """Check a factory: `check(["scenario=digits", "reward=equal_split", "property=sybil_split", "seeds=8"])`.

    The words are those of `aifactory check`; `progress` is told how far it is after every run. Raises `BadInput` before
    anything runs, for any world that cannot be built; a run that fails later is a failure in the report.
    """
    said = taken_apart(words)
    setting = Setting.of(said.overrides)
    asked = [named(name, _fields(name, said), setting.factory.plugins) for name in said.properties]
    worlds = [{world.name: world for world in each.worlds(setting)} for each in asked]
    wanted: dict[tuple[str, ...], list[Question]] = {}
    for place, (each, its) in enumerate(zip(asked, worlds, strict=True)):
        for world in its.values():
            wanted.setdefault(world.changes, []).append(Question(place, world.name, each))
    for changes in wanted:
        blueprint(composed(setting.seeded(changes, said.seeds[0])))
    looks = [
        Look(seed, changes, tuple(setting.seeded(changes, seed)), tuple(questions))
        for seed in said.seeds
        for changes, questions in wanted.items()
    ]
    tally, ended = Tally(len(looks)), {}
    with closing(streamed(iter(looks), looked, lost, crew(said.jobs, len(looks)))) as runs:
        for seen in runs:
            ended[seen.look.name] = seen
            tally.add(Outcome("", State.FAILED if seen.error else State.DONE, seen.error))
            progress(tally)
    readings: list[dict[str, dict[int, Any]]] = [{name: {} for name in its} for its in worlds]
    failures: list[list[Failure]] = [[] for _ in asked]
    for look in looks:
        seen = ended[look.name]
        for number, question in enumerate(look.questions):
            if seen.error:
                failures[question.place].append(Failure(question.world, look.seed, seen.error))
            else:
                readings[question.place][question.world][look.seed] = seen.found[number]
    checked = zip(said.properties, asked, worlds, readings, failures, strict=True)
    return Report(
        setting,
        said,
        tuple(Checked(name, each.judge(read), its, tuple(failed)) for name, each, its, read, failed in checked),
    )


def _fields(name: str, said: Words) -> dict[str, Any]:
    found = {}
    for text in said.fields.get(name, ()):
        try:
            override = OverridesParser.create().parse_override(text)
        except HydraException as error:
            raise BadInput(f"{name}.{text}: cannot be read; write {name}.field=value") from error
        found[str(override.key_or_group)] = override.value()
    return found
