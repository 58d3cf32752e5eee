"""The report of a finished run."""

from __future__ import annotations

from experiments.report.page import render
from experiments.report.record import Record
from experiments.result import Run


def report(run: Run) -> str:
    """The page of a run, from its files alone. Raises OSError or ValueError when they cannot be read."""
    return render(Record.read(run))
