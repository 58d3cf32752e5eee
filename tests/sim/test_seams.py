"""What a rule may do is said by its family's seam, and by nobody else."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

import pytest

from sim.declared import fits
from sim.effects.money import Burn, Mint, Pay, Vest
from sim.seams.reward import Reward
from sim.seams.rule import Rule, may_emit


@dataclass(frozen=True)
class Generous(Reward):
    emits = frozenset({Pay, Mint, Burn})
    share: float = 0.5
    cap: int | None = None
    to: Literal["burned", "treasury"] = "burned"


@dataclass(frozen=True)
class Loner(Rule):
    family = "reward"
    emits = frozenset({Mint})


def test_a_rule_cannot_widen_what_its_family_may_emit() -> None:
    assert may_emit(Generous()) == {Pay, Vest}


def test_a_rule_of_no_family_may_emit_nothing() -> None:
    assert may_emit(Loner()) == frozenset()


@pytest.mark.parametrize(
    ("name", "value", "right"),
    [
        ("share", 0.25, True),
        ("share", 1, True),
        ("share", True, False),
        ("share", "half", False),
        ("cap", None, True),
        ("cap", 3, True),
        ("cap", 3.0, False),
        ("to", "treasury", True),
        ("to", "me", False),
    ],
)
def test_a_parameter_takes_what_its_annotation_says(name: str, value: Any, right: bool) -> None:
    assert fits(Generous, name, value) is right
