"""A result appears whole or not at all, and never over another."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from experiments.bad_input import BadInput
from experiments.composing.compose import Composed
from experiments.results.folder import destination, written_whole

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


def factory(out: str | None = None) -> Composed:
    return Composed({"seed": 1, "out": out, "plugins": []}, "digits")


def test_a_result_is_named_after_its_scenario_time_and_config(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    first = destination(factory(), NOON)
    assert first == Path("results/digits/20260301T120000Z-dcbfd37e")
    first.mkdir(parents=True)
    assert destination(factory(), NOON) == Path("results/digits/20260301T120000Z-dcbfd37e-2")


def test_out_is_that_very_directory_and_must_be_absent_or_empty(tmp_path: Path) -> None:
    out = tmp_path / "here"
    assert destination(factory(str(out)), NOON) == out
    out.mkdir()
    assert destination(factory(str(out)), NOON) == out
    (out / "kept").touch()
    with pytest.raises(BadInput, match="here: exists already; allowed: a directory that is absent or empty"):
        destination(factory(str(out)), NOON)
    with pytest.raises(BadInput, match="exists already"):
        destination(factory(str(out / "kept")), NOON)


def test_a_directory_appears_when_it_is_complete(tmp_path: Path) -> None:
    with written_whole(tmp_path / "a" / "run") as partial:
        (partial / "file").touch()
        assert not (tmp_path / "a" / "run").exists()
    assert [path.name for path in (tmp_path / "a").iterdir()] == ["run"]
    assert [path.name for path in (tmp_path / "a" / "run").iterdir()] == ["file"]


@pytest.mark.parametrize("error", [KeyboardInterrupt, OSError, RuntimeError])
def test_nothing_is_left_behind_by_a_failure(tmp_path: Path, error: type[BaseException]) -> None:
    with pytest.raises(error), written_whole(tmp_path / "a" / "b" / "run") as partial:
        (partial / "file").touch()
        raise error
    assert list(tmp_path.iterdir()) == []


def test_a_place_that_cannot_be_made_is_bad_input_and_leaves_nothing(tmp_path: Path) -> None:
    place = tmp_path / "a" / ("n" * 250)
    with pytest.raises(BadInput, match="too long; allowed: a directory that can be made"), written_whole(place):
        pass
    assert list(tmp_path.iterdir()) == []


def test_a_failure_takes_nothing_that_was_there_before(tmp_path: Path) -> None:
    (tmp_path / "run").mkdir()
    (tmp_path / "other").touch()
    with pytest.raises(OSError), written_whole(tmp_path / "run"):
        raise OSError
    assert sorted(path.name for path in tmp_path.iterdir()) == ["other", "run"]
