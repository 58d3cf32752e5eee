"""Numbers with units, as they are printed."""

from __future__ import annotations

import pytest

from experiments.report.drawing import apart
from experiments.report.wording import counted, dollars, listed, percent, spoken, tokens


@pytest.mark.parametrize(
    ("amount", "shown"),
    [
        (0, "0"),
        (1_234_567_890_000, "1,234.57"),
        (-196_679_687_500, "\N{MINUS SIGN}196.68"),
        (-142_000, "\N{MINUS SIGN}0.0001"),
        (1, "0.000000001"),
        (2**62, "4,611,686,018.43"),
    ],
)
def test_tokens(amount: int, shown: str) -> None:
    assert tokens(amount) == shown


def test_tokens_with_a_sign_and_without_decimals() -> None:
    assert (tokens(5 * 10**9, sign=True), tokens(3_900 * 10**9, 0)) == ("+5.00", "3,900")


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (0.0, "$0.00"),
        (1417.171, "$1,417.17"),
        (-0.535, "\N{MINUS SIGN}$0.54"),
        (0.056, "$0.06"),
        (0.00429, "$0.0043"),
        (2e-7, "<$0.0001"),
    ],
)
def test_dollars(value: float, shown: str) -> None:
    assert dollars(value) == shown


def test_counted() -> None:
    assert (counted(1, "round"), counted(1200, "round"), counted(0.5, "day")) == ("1 round", "1,200 rounds", "0.5 days")


def test_listed() -> None:
    assert [listed(["a"]), listed(["a", "b"]), listed(["a", "b", "c"])] == ["a", "a and b", "a, b and c"]
    assert listed(list("abcdefgh"), most=3) == "a, b and 6 others"


def test_behaviours_and_shares_as_words() -> None:
    assert (spoken("SignFlip(inner=Honest(), scale=1.0)"), percent(0.96657)) == ("sign flip", "96.7 %")


def test_a_behaviour_that_turns_is_called_what_it_turns_to() -> None:
    turning = "Switch(inner=Honest(), otherwise=SignFlip(inner=Honest(), scale=2.0), at_days=20.0)"
    assert spoken(turning) == "sign flip from day 20"


def test_labels_keep_their_distance_and_stay_inside() -> None:
    assert apart([0.0, 0.05, 0.5], (0.0, 1.0), 0.1) == pytest.approx([0.0, 0.1, 0.5])
    assert apart([0.9, 0.95, 1.0], (0.0, 1.0), 0.1) == pytest.approx([0.8, 0.9, 1.0])
    assert apart([0.0, 0.0, 0.0], (0.0, 0.1), 1.0) == pytest.approx([0.0, 0.1, 0.2])  # no room: on top of one another
