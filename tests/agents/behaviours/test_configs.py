"""Every behaviour has a YAML file that shows all that can be set, and every YAML file has a behaviour."""

from __future__ import annotations

from dataclasses import fields
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
import yaml

from agents.behaviours.behaviour import Behaviour
from experiments.building.blueprint import blueprint
from experiments.composing.catalogue import Catalogue
from experiments.composing.compose import composed

ROOT = Path(__file__).parents[3]
FILES = {f"{path.parent.name}/{path.stem}": path for path in sorted((ROOT / "configs" / "behaviours").rglob("*.yaml"))}
CODE = sorted(
    f"{path.parent.name}/{path.stem}"
    for path in (ROOT / "agents" / "behaviours").glob("*/*.py")
    if path.stem not in ("__init__", "protocol", "choice")
)
COMBINATORS = ["adaptive", "mix", "switch"]


def loaded(name: str) -> dict[str, Any]:
    content: dict[str, Any] = yaml.safe_load(FILES[name].read_text("utf-8"))
    return content


def test_one_file_for_each() -> None:
    assert sorted(FILES) == CODE


@pytest.mark.parametrize("name", FILES)
def test_a_file_names_its_class_and_all_its_fields_with_their_defaults(name: str) -> None:
    target, *given = loaded(name)
    module, _, kind = loaded(name)[target].rpartition(".")
    assert module == f"agents.behaviours.{name.replace('/', '.')}"
    behaviour = getattr(import_module(module), kind)
    assert issubclass(behaviour, Behaviour)
    assert sorted(given) == sorted(field.name for field in fields(behaviour))
    plain = behaviour(**{field.name: None for field in fields(behaviour) if field.name in ("inner", "otherwise")})
    ours = {field.name: getattr(plain, field.name) for field in fields(behaviour)} | {"inner": None, "otherwise": None}
    said = {key: tuple(value) if isinstance(value, list) else value for key, value in loaded(name).items()}
    assert {key: value for key, value in said.items() if key in given and not isinstance(value, dict)} == {
        key: ours[key] for key in given if not isinstance(said[key], dict)
    }


@pytest.mark.parametrize(
    "role",
    [
        "trainer",
        "validator",
        "provider",
        "compute",
        "holder",
        "developer",
        "auditor",
        "user",
        "trader",
        "juror",
        "proposer",
        "requester",
        "renter",
        "issuer",
        "aggregator",
    ],
)
def test_every_role_can_combine(role: str) -> None:
    assert set(COMBINATORS) < set(Catalogue().names(f"behaviours/{role}"))


def test_combinators_are_no_role_of_their_own() -> None:
    assert "behaviours/any" not in Catalogue().groups()


def test_combinators_hold_each_other() -> None:
    inside = "{name: switch, at_days: 2, otherwise: {name: sign_flip, scale: 3}}"
    chosen = f"population.cheats.behaviour={{name: mix, share: 0.25, otherwise: {inside}}}"
    built = blueprint(composed(["scenario=digits", chosen]))
    assert repr(built.population["cheats"].behaviour) == (  # type: ignore[attr-defined]
        "Mix(inner=Honest(), otherwise=Switch(inner=Honest(), otherwise=SignFlip(inner=Honest(), scale=3.0), at_days=2.0), "
        "share=0.25)"
    )
