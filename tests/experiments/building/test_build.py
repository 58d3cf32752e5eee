"""A config can name a class of ours or of a plug-in, and nothing else; its values have the types of its fields."""

from __future__ import annotations

import sys
from typing import Any

import pytest

from experiments.bad_input import BadInput
from experiments.building.build import Builder

BUILDER = Builder(plugins=("toys",))
EQUAL = "toys.rules.Equal"


def test_an_object_is_built_from_its_target() -> None:
    built = BUILDER.build({"_target_": EQUAL, "floor": 4, "share": 1, "tiers": [1, 2], "cap": None}, Any, "reward")
    assert repr(built) == "Equal(floor=4, share=1.0, tiers=(1, 2), cap=None, mode='soft', open=True)"


def test_nested_objects_need_no_target_where_the_type_says_which() -> None:
    reward = {"_target_": EQUAL}
    built = BUILDER.build({"_target_": "toys.rules.Round", "reward": reward, "window": {"days": 2}}, Any, "contracts.r")
    assert repr(built.window) == "Window(days=2.0, label='round')"
    assert type(built.reward).__name__ == "Equal"


@pytest.mark.parametrize(
    "target",
    [
        "os.system",
        "torch.load",
        "numpy.load",
        "subprocess.Popen",
        "builtins.eval",
        "experiments.building.build.Builder",
        "toysx.rules.Equal",
        "toys.rules.np.load",
        "toys.rules.np.ndarray",
        "toys.rules.Popen",
        "toys.rules.function",
        "toys.rules.Reward",
        "toys.rules.Nothing",
        "toys.nothing.Equal",
        "mechanisms.os.system",
        "sim..lab.Lab",
        "Equal",
        "",
        ".os.system",
        7,
        None,
    ],
)
def test_a_target_outside_the_allowed_packages_is_refused(target: object) -> None:
    with pytest.raises(
        BadInput,
        match=r"^reward\._target_=.*; allowed: a dataclass of sim, agents, mechanisms, experiments\.baselines, toys",
    ):
        BUILDER.build({"_target_": target}, Any, "reward")


def test_a_refused_module_is_not_even_imported() -> None:
    assert "this" not in sys.modules
    with pytest.raises(BadInput):
        BUILDER.build({"_target_": "this.Zen"}, Any, "reward")
    assert "this" not in sys.modules


def test_a_plugin_that_was_not_named_is_refused() -> None:
    with pytest.raises(BadInput, match="outside the allowed packages"):
        Builder().build({"_target_": EQUAL}, Any, "reward")


@pytest.mark.parametrize(
    ("fields", "line"),
    [
        ({"flor": 3}, "reward.flor=3: Equal has no such field; did you mean 'floor'?"),
        ({"floor": "3"}, "reward.floor='3': must be a whole number"),
        ({"floor": 3.0}, "reward.floor=3.0: must be a whole number"),
        ({"floor": True}, "reward.floor=True: must be a whole number"),
        ({"share": "all"}, "reward.share='all': must be a number"),
        ({"share": False}, "reward.share=False: must be a number"),
        ({"share": None}, "reward.share=None: must be a number"),
        ({"open": 1}, "reward.open=1: must be true or false"),
        ({"tiers": 3}, "reward.tiers=3: must be a list"),
        ({"tiers": [1, "b"]}, "reward.tiers[1]='b': must be a whole number"),
        ({"cap": "none"}, "reward.cap='none': must be a whole number"),
        ({"mode": "medium"}, "reward.mode='medium': allowed: hard, soft"),
        ({"mode": "sotf"}, "reward.mode='sotf': did you mean 'soft'?"),
        ({"floor": -1}, "reward.floor=-1: must be at least 0"),
        ({"floor": {"_target_": EQUAL}}, "must be a whole number"),
    ],
)
def test_a_wrong_field_is_named_with_its_value(fields: dict[str, object], line: str) -> None:
    with pytest.raises(BadInput) as refusal:
        BUILDER.build({"_target_": EQUAL, **fields}, Any, "reward")
    assert line in str(refusal.value)


@pytest.mark.parametrize(
    ("fields", "line"),
    [
        ({}, "contracts.r.reward: missing; Round needs it"),
        ({"reward": {"_target_": "toys.rules.Window", "days": 1}}, "contracts.r.reward=Window: must be a Reward"),
        ({"reward": {"floor": 1}}, "contracts.r.reward={'floor': 1}: a Reward is needed; give its name or a _target_"),
        ({"reward": "equal"}, "contracts.r.reward='equal': must be a Reward"),
        ({"reward": {"_target_": EQUAL}, "window": {}}, "contracts.r.window.days: missing; Window needs it"),
        (
            {"reward": {"_target_": EQUAL}, "window": {"days": 1, "lable": "x"}},
            "contracts.r.window.lable='x': Window has",
        ),
        (
            {"reward": {"_target_": EQUAL}, "shares": {"data": 0.5}},
            "contracts.r.shares.data=0.5: must be a whole number",
        ),
        ({"reward": {"_target_": EQUAL}, "shares": [1]}, "contracts.r.shares=[1]: must be a mapping"),
    ],
)
def test_nested_mistakes_carry_their_whole_path(fields: dict[str, object], line: str) -> None:
    with pytest.raises(BadInput) as refusal:
        BUILDER.build({"_target_": "toys.rules.Round", **fields}, Any, "contracts.r")
    assert line in str(refusal.value)
