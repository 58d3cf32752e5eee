"""Runs one factory and leaves a result that anyone can verify."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter
from typing import Any

import pyarrow as pa

from experiments import result
from experiments.bad_input import BadInput
from experiments.blueprint import blueprint
from experiments.compose import Composed, composed
from experiments.folder import destination, written_whole
from experiments.forewarning import forewarnings
from experiments.manifest import installed
from experiments.progress import Progress, Tenths
from experiments.report.page import NAME as REPORT
from experiments.report.page import render
from experiments.report.record import Record
from experiments.result import Run
from experiments.summary import told
from sim.factory import Factory


def run(overrides: Sequence[str] = (), progress: Progress | None = None) -> Run:
    """Compose, run and keep a factory: `run(["scenario=digits", "seed=7", "reward=equal_split"])`.

    Raises `BadInput` before anything runs or is written, `PluginError` when a plug-in breaks; either leaves nothing.
    """
    began = datetime.now(UTC)
    found = composed(overrides)
    return execute(found, destination(found, began), began, progress)


def execute(found: Composed, folder: Path, began: datetime, progress: Progress | None = None) -> Run:
    """Run a composed factory into `folder`, which appears whole or not at all."""
    start, tenths = perf_counter(), None if progress is None else Tenths(progress)
    factory = opened(found, tenths)
    built = perf_counter()
    if tenths is not None:
        factory.env.process(tenths.ticks(factory))
    with written_whole(folder) as partial:
        play(factory)
        tables = factory.recorder.tables()
        played = perf_counter()
        times = {"began": began.isoformat(timespec="seconds"), "seconds": round(played - start, 3)}
        times |= {"building": round(built - start, 3), "playing": round(played - built, 3)}
        keep(partial, found, tables, times)
    return Run(folder, forewarnings(factory.blueprint))


def keep(folder: Path, found: Composed, tables: Mapping[str, pa.Table], times: Mapping[str, Any]) -> None:
    """Fill an empty directory with everything that a run leaves. Raises OSError when the disk refuses."""
    record = Record(found.scenario, found.settings, tables, installed())
    (folder / REPORT).write_text(render(record), "utf-8")
    result.write(folder, found, tables, told(record.evidence), times)


def simulate(found: Composed) -> dict[str, pa.Table]:
    """The tables of a run, kept nowhere."""
    factory = opened(found)
    play(factory)
    return factory.recorder.tables()


def opened(found: Composed, progress: Progress | None = None) -> Factory:
    """A factory whose data are read and whose time has not begun. Raises `BadInput` for data that cannot be used."""
    description = blueprint(found)
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
