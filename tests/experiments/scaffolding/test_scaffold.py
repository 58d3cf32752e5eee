"""`aifactory new` writes two files that can be used at once."""

from __future__ import annotations

import subprocess
import sys
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

import pytest
from omegaconf import OmegaConf

from experiments.bad_input import BadInput
from experiments.building.blueprint import seam
from experiments.building.build import Builder
from experiments.composing.catalogue import merged
from experiments.composing.schema import FAMILIES
from experiments.scaffolding import scaffold as scaffolding


def load(path: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Import a file under the name that it would have in the checkout, for this test alone."""
    spec = spec_from_file_location(name, path)
    assert spec is not None and spec.loader is not None
    module = module_from_spec(spec)
    monkeypatch.setitem(sys.modules, name, module)
    spec.loader.exec_module(module)


@pytest.mark.parametrize("family", FAMILIES)
def test_a_new_rule_of_every_family_builds_and_decides_nothing(
    family: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    scaffolding.rule(family, "my_rule").write(tmp_path)
    assert sorted(str(path.relative_to(tmp_path)) for path in tmp_path.rglob("my_rule*")) == [
        f"configs/{family}/my_rule.yaml",
        f"mechanisms/{family}/my_rule.py",
    ]
    load(tmp_path / "mechanisms" / family / "my_rule.py", f"mechanisms.{family}.my_rule", monkeypatch)
    config = OmegaConf.to_container(OmegaConf.load(tmp_path / "configs" / family / "my_rule.yaml"))
    rule = Builder().build(config, seam(family), family)
    assert repr(rule) == "MyRule(weight=1)"
    assert rule.decide(None, "state") == ((), "state")
    with pytest.raises(BadInput, match=rf"^{family}\.weight=-1; allowed: 0 or more$"):
        Builder().build({**config, "weight": -1}, seam(family), family)


@pytest.mark.parametrize("words", scaffolding.PLACEHOLDERS)
def test_a_new_rule_says_that_it_is_not_written_yet(words: str) -> None:
    assert any(words in text for text in scaffolding.rule("reward", "my_rule").texts.values())


def test_a_new_behaviour_does_what_the_one_inside_does(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    scaffolding.behaviour("trainer", "my_cheat", ["trainer"]).write(tmp_path)
    load(tmp_path / "agents/behaviours/trainer/my_cheat.py", "agents.behaviours.trainer.my_cheat", monkeypatch)
    config = OmegaConf.to_container(OmegaConf.load(tmp_path / "configs" / "behaviours" / "trainer" / "my_cheat.yaml"))
    honest = {"inner": {"_target_": "agents.behaviours.trainer.honest.Honest"}}
    assert repr(Builder().build(merged(config, honest), object, "behaviour")) == "MyCheat(inner=Honest())"


def test_new_files_meet_the_house_rules(tmp_path: Path) -> None:
    scaffolding.rule("reward", "my_rule").write(tmp_path)
    scaffolding.behaviour("trainer", "my_cheat", ["trainer"]).write(tmp_path)
    ruff = [sys.executable, "-m", "ruff"]
    settings = ["--config", str(Path(__file__).parents[3] / "pyproject.toml"), str(tmp_path)]
    assert subprocess.run([*ruff, "check", *settings], check=False).returncode == 0
    assert subprocess.run([*ruff, "format", "--check", *settings], check=False).returncode == 0


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    files = scaffolding.rule("reward", "my_rule")
    files.write(tmp_path)
    kept = tmp_path / "mechanisms" / "reward" / "my_rule.py"
    kept.write_text("mine")
    (tmp_path / "configs" / "reward" / "my_rule.yaml").unlink()
    with pytest.raises(BadInput, match=r"mechanisms/reward/my_rule\.py: exists already"):
        files.write(tmp_path)
    assert kept.read_text() == "mine"
    assert not (tmp_path / "configs" / "reward" / "my_rule.yaml").exists()


@pytest.mark.parametrize("name", ["", "My_rule", "my-rule", "1rule", "_rule", "random", "class", "règle"])
def test_a_bad_name_is_refused(name: str) -> None:
    with pytest.raises(BadInput, match=f"NAME={name}: allowed: a lower-case Python name"):
        scaffolding.rule("reward", name)
