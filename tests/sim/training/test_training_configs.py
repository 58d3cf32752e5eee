"""Every YAML of a task, partition or model names a class and says each of its defaults."""

from dataclasses import MISSING, fields
from importlib import import_module
from pathlib import Path

import pytest
import yaml

CONFIGS = Path(__file__).parents[3] / "configs"
FILES = sorted(path for group in ("task", "partition", "model") for path in (CONFIGS / group).glob("*.yaml"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_the_file_states_every_field_with_its_default(path: Path) -> None:
    config = yaml.safe_load(path.read_text())
    module, name = config.pop("_target_").rsplit(".", 1)
    assert module.rsplit(".", 1)[1] == path.stem
    target = getattr(import_module(module), name)
    defaults = {f.name: "???" if f.default is MISSING else f.default for f in fields(target)}
    assert {key: tuple(value) if isinstance(value, list) else value for key, value in config.items()} == defaults


def test_the_groups_are_complete() -> None:
    assert [f"{path.parent.name}/{path.stem}" for path in FILES] == [
        "model/cnn", "model/logistic", "model/mlp",
        "partition/by_label", "partition/by_source", "partition/dirichlet", "partition/iid", "partition/log_normal_sizes",
        "task/diabetes_risk", "task/digits", "task/drifting", "task/fraud", "task/hospital", "task/user_file",
    ]  # fmt: skip
