"""What the how-tos tell a reader to write works as written, in a package of the reader's own."""

from __future__ import annotations

import importlib
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest
import yaml

from experiments.composing.compose import composed
from experiments.running.run import simulate

HOW_TO = Path(__file__).parents[2] / "docs" / "how-to"
SMALL = ["scenario=digits", "lab=stub", "horizon_days=0.3"]


def blocks(page: str, language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", (HOW_TO / f"{page}.md").read_text("utf-8"), re.DOTALL)


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An empty plug-in package called my_pkg."""
    (tmp_path / "my_pkg" / "configs").mkdir(parents=True)
    for folder in (tmp_path / "my_pkg", tmp_path / "my_pkg" / "configs"):
        (folder / "__init__.py").touch()
    monkeypatch.syspath_prepend(str(tmp_path))
    yield tmp_path / "my_pkg"
    for name in [name for name in sys.modules if name.partition(".")[0] == "my_pkg"]:
        del sys.modules[name]


def written(package: Path, page: str, name: str, ours: str, group: str) -> list[ModuleType]:
    """Write the page's Python as modules and its YAML as a choice, every mention of `ours` moved into the package."""
    sources = [text.replace(ours, f"my_pkg.{name}") for text in blocks(page, "python")]
    for number, text in enumerate(sources):
        (package / f"{name if number == 0 else f'{name}_{number}'}.py").write_text(text, "utf-8")
    (choice,) = [text.replace(ours, f"my_pkg.{name}") for text in blocks(page, "yaml")]
    (package / "configs" / group).mkdir(parents=True)
    (package / "configs" / group / f"{name}.yaml").write_text(choice, "utf-8")
    assert yaml.safe_load(choice)["_target_"].startswith(f"my_pkg.{name}.")
    importlib.invalidate_caches()
    return [
        importlib.import_module(f"my_pkg.{name if number == 0 else f'{name}_{number}'}")
        for number in range(len(sources))
    ]


def exercised(modules: list[ModuleType]) -> int:
    """Run every test that a reader is told to write; how many there were."""
    tests = [member for module in modules for name, member in vars(module).items() if name.startswith("test_")]
    for test in tests:
        test()
    return len(tests)


def test_the_rule_of_the_how_to_passes_its_tests_and_pays_in_a_run(package: Path) -> None:
    modules = written(package, "add-a-rule", "top_half", "mechanisms.reward.top_half", "reward")
    assert exercised(modules) == 2
    facts = simulate(composed(["plugins=[my_pkg]", *SMALL, "reward=top_half", "reward.share=250"]))["facts"].to_pylist()
    bodies = [row["body"] for row in facts if row["kind"] == "Ruled" and '"rule":"TopHalf"' in row["body"]]
    assert len(bodies) == 1
    assert bodies[0].count('"kind":"Pay"') == 2


def test_the_cheat_of_the_how_to_passes_its_test_and_is_caught_in_a_run(package: Path) -> None:
    ours = "agents.behaviours.trainer.half_hearted"
    modules = written(package, "add-a-cheat", "half_hearted", ours, "behaviours/trainer")
    assert exercised(modules) == 1
    chosen = ["population.cheats.behaviour=half_hearted", "verification.rate=1.0"]
    (settled,) = simulate(composed(["plugins=[my_pkg]", *SMALL, *chosen]))["rounds"].to_pylist()
    assert settled["faults"] == 2


def test_the_model_of_the_how_to_learns_in_a_run(package: Path) -> None:
    """One round of thirty steps: far better than one digit in ten."""
    written(package, "bring-your-own-model", "residual", "my_pkg.residual", "model")
    chosen = ["plugins=[my_pkg]", "scenario=digits", "horizon_days=0.3", "model=residual"]
    (settled,) = simulate(composed(chosen))["rounds"].to_pylist()
    assert settled["accuracy"] > 0.5


def test_the_comparison_of_the_how_to_can_be_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (text,) = blocks("compare-two-settings", "python")
    exec(compile(text, "compare-two-settings", "exec"), {})
    told = capsys.readouterr().out
    assert told.startswith("2 [Difference(metric='")
    assert "second  difference" in told


def test_the_analysis_of_the_how_to_can_be_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    *typed, shares = blocks("analyse-a-sweep", "python")
    assert "sensitivity(load(" in shares  # of a sweep of hours; what it does is tested in tests/experiments/analysis
    for text in typed:
        exec(compile(text, "analyse-a-sweep", "exec"), {})
    told = capsys.readouterr().out
    assert told.startswith("asked 4  done 4  failed 0  missing 0\n")
    assert "aifactory run scenario=digits lab=stub horizon_days=1 reward=" in told
    assert told.endswith("\n34\n")  # d_z = .5, by G*Power
