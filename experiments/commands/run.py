"""`aifactory run`: run one factory, or with `-m` one for every combination of values."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from experiments import BEGAN
from experiments.building.blueprint import blueprint
from experiments.commands.parser import command, takes_overrides
from experiments.composing.compose import composed
from experiments.metrics.declared import METRICS
from experiments.metrics.metric import Value
from experiments.outlook.opening import Opening, opening
from experiments.report.page import NAME as REPORT
from experiments.results.folder import destination
from experiments.results.result import Run
from experiments.running.laps import Laps
from experiments.running.multirun import multirun
from experiments.running.progress import ProgressLine
from experiments.running.run import execute as execute_run

if TYPE_CHECKING:
    from experiments.commands.parser import Commands

MORE = """
  aifactory run seed=7 horizon_days=3
  aifactory run scenario=digits reward=equal_split out=here
  aifactory run -m scenario=digits reward=equal_split,loss_improvement seed=1,2 hydra/launcher=joblib hydra.launcher.n_jobs=2
"""


def add(commands: Commands, common: argparse.ArgumentParser) -> None:
    parser = command(commands, common, "run", execute, "run a factory and keep its result", MORE)
    parser.add_argument(
        "-m", "--multirun", action="store_true", help="one run for every combination of values: seed=1,2"
    )
    takes_overrides(parser)


def execute(given: argparse.Namespace) -> int:
    if given.multirun:
        return _several(given.overrides)
    laps = Laps(since=BEGAN)
    laps.lap("imports")
    found, began = composed(given.overrides), datetime.now(UTC)
    _show_opening(opening(blueprint(found)))
    laps.lap("composing")
    with ProgressLine(sys.stderr) as progress:
        finished = execute_run(found, destination(found, began), began, progress, laps)
    # Not before: what cannot be run is told in one line.
    for line in finished.forewarnings:
        print(f"warning: {line}", file=sys.stderr)
    _show(finished)
    return 0


def _show_opening(sheet: Opening | None) -> None:
    """The opening balance sheet, where members live on what users pay."""
    if sheet is None:
        return
    print("opening balance sheet, dollars a day at the quality that counts as v = 1", file=sys.stderr)
    for name, dollars in sheet.lines():
        print(f"  {name:26} {dollars:>9,.2f}", file=sys.stderr)
    print(f"  all tokens are worth ${sheet.worth:,.0f} at the opening price\n", file=sys.stderr)


def _show(finished: Run) -> None:
    """What one looks at first as a table, and where the result lies."""
    told = {metric.name: _told(metric.name, finished.summary) for metric in METRICS if metric.shown}
    width = max(map(len, told))
    for name, text in told.items():
        if text:
            print(f"{name.replace('_', ' '):{width}}  {text}")
    print(f"\nresult    {finished.path}\nreport    {finished.path / REPORT}\nmanifest  sha256 {finished.seal}")


def _told(name: str, summary: Mapping[str, Value]) -> str:
    """A value, or one for each group; nothing where the run does not tell."""
    if name in summary:
        return _text(summary[name])
    parts = (key.removeprefix(f"{name}.") for key in summary if key.startswith(f"{name}."))
    return ", ".join(f"{part} {_text(summary[f'{name}.{part}'])}" for part in parts)


def _text(value: Value) -> str:
    if isinstance(value, float):
        return f"{value:.4g}" if abs(value) < 1e4 else f"{value:,.0f}"
    return f"{value:,}" if isinstance(value, int) else value


def _several(overrides: list[str]) -> int:
    attempts = multirun(overrides)
    for attempt in attempts:
        varied = " ".join(text for text in attempt.overrides if not text.startswith("plugins="))
        print(f"{'done' if attempt.code == 0 else 'FAILED'}  {varied}  {attempt.line}")
    return max((attempt.code for attempt in attempts), default=0)
