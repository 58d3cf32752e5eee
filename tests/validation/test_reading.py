"""Runs come back in the order in which they were asked for, whoever plays them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

import pytest

from experiments.composing.compose import Composed
from tests.validation import archive
from tests.validation.readings.reading import json_of, of_json, readings

RUNS = [("scenario=digits", f"seed={seed}") for seed in range(5)]


@dataclass(frozen=True)
class Seed:
    """Plays nothing, and keeps the seed."""

    seed: int

    @classmethod
    def of(cls, found: Composed) -> Self:
        return cls(found.config["seed"])

    def plain(self) -> Any:
        return json_of(vars(self))

    @classmethod
    def again(cls, plain: Mapping[str, Any]) -> Self:
        return cls(**of_json(plain))


@pytest.mark.parametrize("worker", ["gw0", "gw1", "gw4"])
def test_runs_come_back_in_order(worker: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "FOLDER", tmp_path)
    monkeypatch.setenv("PYTEST_XDIST_WORKER", worker)
    monkeypatch.setenv("PYTEST_XDIST_WORKER_COUNT", "128")
    assert readings(Seed, RUNS) == [Seed(seed) for seed in range(5)]
    assert len(list(tmp_path.glob("*.json"))) == 5
