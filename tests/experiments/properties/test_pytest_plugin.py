"""Properties as tests of a user's own, in a pytest of its own."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tomllib
from importlib import import_module
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
SPECIMENS = Path(__file__).parent / "plugins"
HOW_TO = ROOT / "docs" / "how-to" / "properties-in-your-ci.md"
PLUGIN = "experiments.pytest_plugin"


def run(folder: Path, text: str, *options: str) -> subprocess.CompletedProcess[str]:
    """A user's test file in a folder of its own, with the plug-in as an installation would load it."""
    (folder / "test_mine.py").write_text(text, "utf-8")
    command = [sys.executable, "-m", "pytest", "-p", PLUGIN, "-p", "no:cacheprovider", "--strict-markers", *options]
    env = {**os.environ, "PYTHONPATH": f"{ROOT}{os.pathsep}{SPECIMENS}", "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
    return subprocess.run(command, cwd=folder, env=env, capture_output=True, text=True, check=False)


TEST = """
import pytest

@pytest.mark.factory("scenario=digits", "lab=stub", "horizon_days=0.3", "plugins=[specimens]", "reward={reward}",
                     "property=conservation,budget_balance", "seeds=1")
def test_my_reward(factory_property):
    factory_property.holds()
"""


def test_each_property_is_a_test_and_a_broken_one_is_told_with_its_figures(tmp_path: Path) -> None:
    done = run(tmp_path, TEST.format(reward="overpays"), "-v", "-rf")
    assert re.findall(r"test_my_reward\[(\w+)\] (PASSED|FAILED) ", done.stdout) == [
        ("conservation", "PASSED"),
        ("budget_balance", "FAILED"),
    ]
    assert "budget_balance  FAIL          seed 0, facts.parquet, row" in done.stdout
    assert "replay  aifactory run scenario=digits lab=stub" in done.stdout
    assert done.returncode == 1


def test_bad_words_are_one_line_of_a_failure(tmp_path: Path) -> None:
    done = run(tmp_path, TEST.format(reward="overpais"))
    assert "overpais" in done.stdout
    assert "did you mean 'overpays'?" in done.stdout
    assert "Traceback" not in done.stdout


def test_without_a_mark_the_fixture_says_what_to_write(tmp_path: Path) -> None:
    done = run(tmp_path, "def test_it(factory_property): ...")
    assert "write @pytest.mark.factory(...) with the words of `aifactory check`" in done.stdout


def test_whoever_does_not_use_it_does_not_wait_for_it(tmp_path: Path) -> None:
    """Nothing of this program but the plug-in itself is imported, nor any of the libraries that it needs."""
    text = """
import sys

def test_nothing_is_imported():
    assert not {"hydra", "numpy", "pandas", "torch", "joblib", "experiments.properties.checking"} & set(sys.modules)
"""
    done = run(tmp_path, text)
    assert done.returncode == 0, done.stdout


def test_an_installation_registers_it() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert project["entry-points"]["pytest11"] == {"aifactory": PLUGIN}
    assert hasattr(import_module(PLUGIN), "factory_property")


@pytest.mark.slow
def test_the_four_lines_of_the_how_to_are_a_test(tmp_path: Path) -> None:
    """As written, with a reward of this name in a package of this name."""
    (text,) = re.findall(r"```python\n(import pytest.*?)```", HOW_TO.read_text("utf-8"), re.DOTALL)
    assert len([line for line in text.splitlines() if line]) == 4
    done = run(tmp_path, text.replace("my_reward", "by_stake").replace("my_pkg", "specimens"), "-v")
    assert re.findall(r"\[(\w+)\] PASSED ", done.stdout) == ["sybil_split"], done.stdout
