"""A run that kept its summary alone can be replayed; what needs its tables says so in one line."""

from __future__ import annotations

from pathlib import Path

import pytest

from experiments import sweep
from experiments.cli import BAD_INPUT, main


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    words = ["scenario=digits", "lab=stub", "horizon_days=0.5", "seeds=1", "engine=serial", "keep=summary"]
    found = sweep([*words, f"out={tmp_path_factory.mktemp('sweeps') / 'small'}"])
    (folder,) = (found.path / "runs").iterdir()
    return folder


@pytest.mark.parametrize(
    ("command", "more"),
    [
        ("fork", ["at_days=0.2", "set.verification.rate=1.0"]),
        ("explain", ["agent=cheats.0"]),
        ("trace", ["3"]),
        ("report", []),
    ],
)
def test_what_needs_tables_points_to_replay(
    command: str, more: list[str], kept: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([command, str(kept), *more]) == BAD_INPUT
    assert capsys.readouterr().err == (
        f"aifactory: RUN={kept}: kept its summary and not its tables; `aifactory replay {kept} out=DIR` runs it again with "
        "them\n"
    )
