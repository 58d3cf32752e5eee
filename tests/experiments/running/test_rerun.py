"""A run that is executed again gives the same tables, or the difference and its place are named."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from experiments import run
from experiments.bad_input import BadInput
from experiments.running.rerun import rerun

QUICK = ["scenario=digits", "lab=stub", "horizon_days=0.5"]


def edited(path: Path, old: str, new: str) -> None:
    text = path.read_text()
    assert text.count(old) >= 1
    path.write_text(text.replace(old, new, 1))


def test_a_difference_is_placed_and_another_machine_is_no_forgery(tmp_path: Path) -> None:
    folder = run([*QUICK, "seed=1", f"out={tmp_path / 'run'}"]).path
    assert rerun(folder, ()) is None
    edited(folder / "config.yaml", "seed: 1", "seed: 2")
    failed = rerun(folder, ())
    assert failed is not None
    assert failed.startswith("FAIL  agents.parquet, row ")
    assert ": was " in failed
    cpu = json.loads((folder / "manifest.json").read_text())["hardware"]["cpu"]
    edited(folder / "manifest.json", f'"cpu": {json.dumps(cpu)}', '"cpu": "abacus"')
    elsewhere = rerun(folder, ())
    assert elsewhere is not None
    assert elsewhere.startswith("OTHER HARDWARE  agents.parquet, row ")
    assert f"it was run elsewhere: cpu abacus there, {cpu} here" in elsewhere


def test_plugins_run_again_only_if_they_are_named_again(tmp_path: Path) -> None:
    folder = run([*QUICK, "plugins=[toys]", f"out={tmp_path / 'run'}"]).path
    with pytest.raises(BadInput, match=r"plugins=\[\]: this run used plugins=\[toys\]; name exactly those"):
        rerun(folder, ())
    assert rerun(folder, ("toys",)) is None
