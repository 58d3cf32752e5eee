"""Runs one factory and leaves a result that anyone can verify."""

from __future__ import annotations

import gc
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import pyarrow as pa

from experiments.bad_input import BadInput
from experiments.building.blueprint import blueprint
from experiments.composing.compose import Composed, composed
from experiments.forking.origin import Origin
from experiments.forking.parting import Parting
from experiments.outlook.forewarning import forewarnings
from experiments.report.page import NAME as REPORT
from experiments.report.page import page, sections
from experiments.report.record import Record
from experiments.results import result
from experiments.results.folder import destination, written_whole
from experiments.results.manifest import installed
from experiments.results.result import Run
from experiments.results.source import source
from experiments.results.summary import told
from experiments.running.laps import Laps
from experiments.running.progress import Progress, Tenths
from experiments.running.timed_lab import TimedPlan
from sim.blueprint import Blueprint
from sim.factory import Factory

CROWD = 5_000
"""Players from which on a factory, a web that only a search for garbage frees, is freed before its page is drawn, which
needs the room. The search takes a twentieth of such a run; of a small one too, and there is nothing to be gained."""


def run(overrides: Sequence[str] = (), progress: Progress | None = None) -> Run:
    """Compose, run and keep a factory: `run(["scenario=digits", "seed=7", "reward=equal_split"])`.

    Raises `BadInput` before anything runs or is written, `PluginError` when a plug-in breaks; either leaves nothing.
    """
    began, laps = datetime.now(UTC), Laps()
    found = composed(overrides)
    laps.lap("composing")
    return execute(found, destination(found, began), began, progress, laps)


def execute(
    found: Composed,
    folder: Path,
    began: datetime,
    progress: Progress | None = None,
    laps: Laps | None = None,
    scratch: Path | None = None,
    whole: bool = True,
    parting: Parting | None = None,
) -> Run:
    """Run a composed factory into `folder`, which appears whole or not at all. `laps` runs since somebody asked for it;
    `scratch` is where `folder` is until it is whole; without `whole` neither tables nor a page are kept; a fork is watched
    while it parts."""
    laps, tenths = laps or Laps(), None if progress is None else Tenths(progress)
    source()  # as it is now that it was loaded, and not as somebody has changed it meanwhile
    description = blueprint(found)
    plan = TimedPlan(description.lab)
    factory = opened(replace(description, lab=plan), tenths)
    laps.lap("building")
    if tenths is not None:
        factory.env.process(tenths.ticks(factory))
    if parting is not None:
        factory.env.process(parting.watch(factory))
    with written_whole(folder, scratch) as partial:
        play(factory)
        tables = factory.recorder.tables()
        laps.lap("events", {name: seconds for lab in plan.labs for name, seconds in lab.seconds.items()})
        stacks, crowded = dict(plan.stacks), len(factory.players) >= CROWD
        del factory, plan
        if crowded:
            gc.collect()
        keep(partial, found, tables, began, laps, stacks, whole, parting.origin if parting else None)
    return Run(folder, forewarnings(description))


def keep(
    folder: Path,
    found: Composed,
    tables: Mapping[str, pa.Table],
    began: datetime,
    laps: Laps,
    stacks: Mapping[int, int],
    whole: bool = True,
    origin: Origin | None = None,
) -> None:
    """Fill an empty directory with everything that a run leaves, the page that tells how long it took last but for the
    manifest; `stacks` is what the lab says of itself, `origin` what a fork says of its parent. Without `whole` it leaves
    manifest, config and summary alone, and the manifest still has the fingerprint of every table. Raises OSError when the
    disk refuses."""
    if whole:
        result.write_tables(folder, tables)
    if origin is not None:
        origin.write(folder)
    laps.lap("writing")
    record = Record(found.scenario, found.settings, tables, installed(), origin=origin)
    numbers, drawn = told(record.evidence), sections(record) if whole else []
    laps.lap("reading")
    phases = {name: round(seconds, 3) for name, seconds in laps.phases.items()}
    times: dict[str, Any] = {
        "began": began.isoformat(timespec="seconds"),
        "seconds": round(sum(phases.values()), 3),
        "phases": phases,
    }
    times |= {"stacks": {str(size): many for size, many in stacks.items()}} if stacks else {}
    if whole:
        (folder / REPORT).write_text(page(drawn, replace(record, times=times)), "utf-8")
    result.write(folder, found, tables, numbers, times, origin.manifest if origin else "")


def simulate(found: Composed) -> dict[str, pa.Table]:
    """The tables of a run, kept nowhere."""
    factory = opened(blueprint(found))
    play(factory)
    return factory.recorder.tables()


def opened(description: Blueprint, progress: Progress | None = None) -> Factory:
    """A factory whose data are read and whose time has not begun. Raises `BadInput` for data that cannot be used."""
    ease_garbage_collection()
    try:
        return Factory(description, progress)
    except ValueError as error:
        raise BadInput(str(error)) from error


def play(factory: Factory) -> None:
    """Let its time pass. Raises `BadInput` when it cannot even begin: rules that contradict each other, say."""
    try:
        factory.run()
    except ValueError as error:
        if factory.env.now > 0:
            raise
        raise BadInput(str(error)) from error


@cache
def ease_garbage_collection() -> None:
    """Look for garbage less, from the first factory of a process on: what is there before it, a quarter of a million objects
    of libraries, stays anyway, and a run makes few objects that only a search can free. Both searches together took a
    quarter of a small factory's time, and a tenth of the default's."""
    gc.freeze()
    gc.set_threshold(10_000, 10, 10)
