"""The progress line: rewritten on a terminal, plain elsewhere."""

from __future__ import annotations

from io import StringIO
from pathlib import Path

import pytest

from experiments import run
from experiments.results.manifest import Manifest
from experiments.running.progress import ProgressLine, words

EARLY = {"day": 0.25, "accuracy": float("nan"), "price": 0.00429, "facts": 125}
LATE = {"day": 9.5, "accuracy": 0.9638, "price": 0.00429, "facts": 2435}


class Terminal(StringIO):
    def isatty(self) -> bool:
        return True


def test_it_says_day_accuracy_price_and_facts() -> None:
    assert words(EARLY) == "day 0.25  price $0.00429  facts 125"
    assert words(LATE) == "day 9.50  accuracy 0.964  price $0.00429  facts 2,435"


def test_a_terminal_shows_one_line_and_anything_else_plain_ones(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("experiments.running.line.REFRESH", 0.0)
    monkeypatch.setattr("experiments.running.line.PLAIN", 0.0)
    shown = {}
    for stream in (Terminal(), StringIO()):
        with ProgressLine(stream) as line:
            line(LATE)
            line(EARLY)
        shown[type(stream).__name__] = stream.getvalue()
    assert shown["StringIO"] == f"{words(LATE)}\n{words(EARLY)}\n"
    assert shown["Terminal"] == f"\r{words(LATE)}\r{words(EARLY):{len(words(LATE))}}\n"


def test_off_a_terminal_it_speaks_at_least_at_each_tenth(tmp_path: Path) -> None:
    stream = StringIO()
    with ProgressLine(stream) as line:
        run(["scenario=digits", "lab=stub", "horizon_days=0.5", f"out={tmp_path / 'run'}"], line)
    days = [text.split()[1] for text in stream.getvalue().splitlines()]
    assert days == ["0.00", "0.05", "0.10", "0.15", "0.20", "0.25", "0.30", "0.35", "0.40", "0.45"]


def test_watching_changes_nothing(tmp_path: Path) -> None:
    quick = ["scenario=digits", "lab=stub", "horizon_days=0.5"]
    watched = run([*quick, f"out={tmp_path / 'a'}"], lambda pulse: None)
    alone = run([*quick, f"out={tmp_path / 'b'}"])
    assert Manifest.read(watched.path).tables == Manifest.read(alone.path).tables


def test_it_does_not_speak_too_often() -> None:
    stream = StringIO()
    with ProgressLine(stream) as line:
        line(EARLY)
        line(LATE)
    assert stream.getvalue() == f"{words(EARLY)}\n"
