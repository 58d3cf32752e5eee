"""Which source runs is told where git knows it, and nowhere else."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from experiments.results.source import UNKNOWN, source


def git(folder: Path, *words: str) -> str:
    name = ["-c", "user.name=nobody", "-c", "user.email=nobody@example.org"]
    return subprocess.run(["git", *name, *words], cwd=folder, capture_output=True, text=True, check=True).stdout.strip()


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A repository with one commit that holds the file in question."""
    (tmp_path / "experiments").mkdir()
    (tmp_path / "experiments" / "source.py").write_text("here\n", "utf-8")
    (tmp_path / ".gitignore").write_text("ignored\n", "utf-8")
    git(tmp_path, "init", "--quiet")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "--quiet", "--message", "first")
    return tmp_path


def test_a_tree_as_committed_is_clean_whatever_lies_beside_the_program(checkout: Path) -> None:
    (checkout / "notes.md").touch()
    told = source(checkout / "experiments" / "source.py")
    assert told == {"revision": git(checkout, "rev-parse", "HEAD"), "tree": "clean"}


@pytest.mark.parametrize("name", ["experiments/results/source.py", "experiments/new.py", "agents/new.py"])
def test_a_file_changed_or_added_is_a_changed_tree(checkout: Path, name: str) -> None:
    (checkout / name).parent.mkdir(exist_ok=True)
    (checkout / name).write_text("changed\n", "utf-8")
    assert source(checkout / "experiments" / "source.py")["tree"] == "changed"


def test_what_is_installed_inside_a_repository_is_not_of_it(checkout: Path) -> None:
    installed = checkout / "ignored" / "experiments" / "source.py"
    installed.parent.mkdir(parents=True)
    installed.touch()
    assert source(installed) == UNKNOWN == {"revision": "unknown", "tree": "unknown"}


def test_without_a_repository_or_without_git_nothing_is_made_up(
    tmp_path: Path, checkout: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert source(checkout / "experiments" / ".." / "experiments" / "source.py") == UNKNOWN
