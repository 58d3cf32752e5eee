"""Finished runs that tests fork; nobody changes them."""

from __future__ import annotations

from pathlib import Path

import pytest

from experiments import run
from experiments.results.result import Run

STUB = ["scenario=digits", "lab=stub", "horizon_days=1.5", "seed=3"]


@pytest.fixture(scope="session")
def parent(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """A day and a half of the digits without training: six rounds and two cheats."""
    return run([*STUB, f"out={tmp_path_factory.mktemp('runs') / 'parent'}"])


@pytest.fixture
def copied(parent: Run, tmp_path: Path) -> Path:
    """The same run where a test may write."""
    folder = tmp_path / "copied"
    folder.mkdir()
    for path in parent.path.iterdir():
        (folder / path.name).write_bytes(path.read_bytes())
    return folder
