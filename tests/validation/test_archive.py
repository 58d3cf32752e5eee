"""What was run once is not run again, and never stands for anything else."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.validation.archive import Archive, sources

CONFIG = {"scenario": "default", "seed": 1}


class Run:
    """Answers with the number of times that it was asked."""

    def __init__(self) -> None:
        self.times = 0

    def __call__(self) -> dict[str, int]:
        self.times += 1
        return {"run": self.times}


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    return Archive(tmp_path / "kept", "these sources", lambda: "these sources")


def test_a_run_is_played_once(archive: Archive) -> None:
    run = Run()
    assert [archive.recalled(CONFIG, run) for _ in range(3)] == [{"run": 1}] * 3


def test_another_question_is_another_run(archive: Archive) -> None:
    run = Run()
    assert [archive.recalled({**CONFIG, "seed": seed}, run) for seed in (1, 2)] == [{"run": 1}, {"run": 2}]


def test_other_sources_know_nothing_of_it(archive: Archive) -> None:
    run = Run()
    later = Archive(archive.folder, "other sources", lambda: "other sources")
    assert [kept.recalled(CONFIG, run) for kept in (archive, later, archive)] == [{"run": 1}, {"run": 2}, {"run": 1}]


def test_a_run_is_not_kept_when_sources_have_changed_under_it(archive: Archive) -> None:
    run = Run()
    changing = Archive(archive.folder, "these sources", lambda: "other sources")
    assert [kept.recalled(CONFIG, run) for kept in (changing, changing, archive)] == [
        {"run": 1},
        {"run": 2},
        {"run": 3},
    ]


def test_a_damaged_entry_is_no_entry(archive: Archive) -> None:
    run = Run()
    archive.recalled(CONFIG, run)
    (entry,) = archive.folder.glob("*.json")
    entry.write_text(entry.read_text().replace('"run": 1', '"run": 9'))
    assert archive.recalled(CONFIG, run) == {"run": 2}


def test_every_source_and_setting_counts(tmp_path: Path) -> None:
    (tmp_path / "sim").mkdir()
    rule, setting, note = (tmp_path / "sim" / name for name in ("rule.py", "rule.yaml", "note.md"))
    found = [sources(tmp_path, ["sim"])]
    for path in (rule, setting, note):
        path.write_text("first")
        found.append(sources(tmp_path, ["sim"]))
    rule.write_text("second")
    found.append(sources(tmp_path, ["sim"]))
    rule.rename(tmp_path / "sim" / "law.py")
    found.append(sources(tmp_path, ["sim"]))
    assert len(set(found)) == 5  # a note changes nothing
    assert found[2] == found[3]
