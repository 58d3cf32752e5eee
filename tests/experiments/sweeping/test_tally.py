"""Denominators are exact: what was asked is done, failed or missing."""

from __future__ import annotations

import io

import pytest

from experiments.sweeping.tally import Tally, TallyLine, span
from experiments.sweeping.task import Outcome, State


def test_what_was_asked_is_done_failed_or_missing() -> None:
    tally = Tally(asked=5, failed=1)
    assert (tally.words, tally.left) == ("asked 5  done 0  failed 1  missing 4", None)
    tally.add(Outcome("a" * 32, State.DONE))
    tally.add(Outcome("b" * 32, State.FAILED, "it broke"))
    tally.add(Outcome("c" * 32, State.REFUSED, "no space"))
    assert tally.words == "asked 5  done 1  failed 2  missing 2"
    assert (tally.errors, tally.refused) == (["bbbbbbbb  it broke"], "no space")
    assert tally.left is not None


def test_ten_failures_are_named() -> None:
    tally = Tally(asked=12)
    for number in range(12):
        tally.add(Outcome(f"{number:032x}", State.FAILED, str(number)))
    assert (tally.failed, len(tally.errors)) == (12, 10)


@pytest.mark.parametrize(("seconds", "text"), [(7, "7 s"), (90, "2 min"), (3000, "50 min"), (12_600, "3.5 h")])
def test_the_time_left_is_as_exact_as_an_estimate(seconds: float, text: str) -> None:
    assert span(seconds) == text


def test_the_last_line_is_always_shown() -> None:
    told, tally = io.StringIO(), Tally(asked=2)
    with TallyLine(told) as line:
        line(tally)
        for config in "ab":
            tally.add(Outcome(config, State.DONE))
            line(tally)
    assert told.getvalue() == "asked 2  done 0  failed 0  missing 2\nasked 2  done 2  failed 0  missing 0\n"
