"""Runs the same world again with one change from a day on, and leaves both futures side by side."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from agents.behaviours.behaviour import Behaviour
from experiments.bad_input import BadInput
from experiments.building.blueprint import blueprint
from experiments.building.build import Builder
from experiments.composing.compose import Composed, check_finite
from experiments.forking.origin import Origin
from experiments.forking.parting import SLOTS, Parting
from experiments.forking.trial import tried
from experiments.forking.words import SHOCK, Word, Words, parsed
from experiments.report.course import Course
from experiments.report.record import Record
from experiments.results.folder import destination
from experiments.results.manifest import installed
from experiments.results.result import Run
from experiments.running.laps import Laps
from experiments.running.progress import Progress
from experiments.running.rerun import named_again
from experiments.running.run import execute
from experiments.verification.verify import recorded, verify
from sim.blueprint import Blueprint, Intervention
from sim.composition import law
from sim.durations import DAY
from sim.interventions import Turn

Change = str | Mapping[str, Any]
"""In words, `set.reward.floor=5`, or as a scenario has it among its interventions, `{"_target_": ..., ...}`."""


def fork(
    run: Path | str | Run,
    at_days: float,
    changes: Change | Sequence[Change],
    out: Path | str | None = None,
    plugins: Sequence[str] = (),
    shelf: Path | str | None = None,
    progress: Progress | None = None,
) -> Run:
    """`fork("results/first", 12, "set.verification.rate=0.2")`: a finished run again, changed from day 12 on.

    Every row that the run wrote before that is the same in the fork, which is made sure of when it gets there. The fork is
    a run directory like any other, of the same seed; its manifest names the run that it parts from, and its report shows
    both futures. `shelf` is a file in which trainings are kept for further forks. Plug-ins are code: those of the run have
    to be named again. Raises `BadInput` for a run that `verify` does not pass or that another version made, for a change
    that cannot be, and for one that is refused when its day comes; none of them leaves anything.
    """
    began, laps = datetime.now(UTC), Laps()
    path = run.path if isinstance(run, Run) else Path(run)
    record = _verified(path)
    given = (changes,) if isinstance(changes, str | Mapping) else tuple(changes)
    config = {**record.config, "out": None if out is None else str(out)}
    named_again(config, plugins)
    if shelf is not None:
        config["lab"] = _shelved(config["lab"], str(shelf))
    description = blueprint(Composed(config, record.scenario))
    at_days = _timely(at_days, description)
    config["interventions"] = [*config["interventions"], *_read(given, at_days, config, description, record)]
    origin = Origin(
        Run(path).seal,
        record.config_hash,
        at_days,
        tuple(map(_spelt, given)),
        Run(path).summary,
        Course.of(record),
    )
    found = Composed(config, record.scenario)
    laps.lap("composing")
    return execute(found, destination(found, began), began, progress, laps, parting=Parting(origin, record.tables))


def _verified(path: Path) -> Record:
    """A run whose files are what a run of this version wrote."""
    if flaw := verify(path):
        raise BadInput(f"RUN={path}: not what a run wrote ({flaw}); allowed: a run that `aifactory verify` passes")
    here, there = installed(), recorded(path).manifest.versions
    for name in sorted({*here, *there}):
        if here.get(name) != there.get(name):
            raise BadInput(
                f"RUN={path}: was run with {name} {there.get(name, 'absent')}, and here is {here.get(name, 'none')}; a fork "
                "needs the same past, so run it again with what is here"
            )
    return Record.read(Run(path))


def _timely(at_days: float, description: Blueprint) -> float:
    last = (description.horizon - SLOTS * description.chain.block_seconds) / DAY
    if not isinstance(at_days, int | float) or isinstance(at_days, bool) or not 0 <= at_days <= last:
        raise BadInput(f"at_days={at_days}; allowed: 0 or more, and below horizon_days={description.horizon_days:g}")
    return float(at_days)


def _read(
    given: Sequence[Change], at_days: float, config: Mapping[str, Any], description: Blueprint, record: Record
) -> list[dict[str, Any]]:
    """Changes as interventions, each built once, so that an error is told in its own words."""
    if not given:
        raise BadInput("changes: none is given; allowed: one or more, such as set.verification.rate=0.2")
    asked = law(description.contracts, description.rules)
    words, builder = Words(config, asked, at_days), Builder(tuple(config["plugins"]))
    found = []
    for change in given:
        word = parsed(change) if isinstance(change, str) else Word(_spelt(change), SHOCK, (), change)
        check_finite(word.value, SHOCK)
        read = words.read(word)
        path = ".".join((word.kind, *word.about))
        built = builder.build(read, Intervention, path)
        if isinstance(built, Turn):
            builder.build(built.behaviour, Behaviour, path)
        tried(word.text, built, description, record.tables["facts"], at_days * DAY)
        found.append(read)
    return found


def _spelt(change: Change) -> str:
    return change if isinstance(change, str) else f"{SHOCK}={dict(change)}"


def _shelved(lab: Mapping[str, Any], shelf: str) -> dict[str, Any]:
    """A lab that keeps its results there."""
    if "shelf" not in lab:
        raise BadInput(f"lab.shelf={shelf}: {lab['_target_']} keeps no results; allowed: with lab=torch")
    return {**lab, "shelf": shelf}
