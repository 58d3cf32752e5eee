"""Windows open at their beginning and are closed at their end."""

from __future__ import annotations

import pytest

from sim.chain.journal import Journal
from sim.chain.windows import Window, Windows


def history(windows: Windows, *times: float) -> list[bool]:
    states = []
    for now in times:
        windows.advance(now)
        states.append(windows.is_open("round/commit"))
    return states


def test_a_window_is_open_from_its_beginning_until_before_its_end() -> None:
    windows = Windows(Journal())
    windows.open("round/commit", 10.0, 20.0)
    assert history(windows, 9.0, 10.0, 19.9, 20.0) == [False, True, True, False]


def test_what_was_never_declared_is_shut() -> None:
    windows = Windows(Journal())
    assert windows.get("round/commit") is None
    assert history(windows, 0.0) == [False]


@pytest.mark.parametrize(
    ("now", "left"),
    [(5.0, Window(10.0, 5.0)), (15.0, Window(10.0, 15.0)), (25.0, Window(10.0, 20.0))],
    ids=["before", "during", "after"],
)
def test_closing_ends_what_is_open_or_to_come(now: float, left: Window) -> None:
    windows = Windows(Journal())
    windows.open("round/commit", 10.0, 20.0)
    windows.advance(now)
    windows.close("round/commit")
    assert windows.get("round/commit") == left
    assert history(windows, now) == [False]


def test_closing_what_does_not_exist_does_nothing() -> None:
    windows = Windows(Journal())
    windows.close("round/commit")
    assert windows.get("round/commit") is None


def test_a_closed_window_is_open_again_when_that_is_undone() -> None:
    journal = Journal()
    windows = Windows(journal)
    windows.open("round/commit", 10.0, 20.0)
    windows.advance(15.0)
    mark = journal.mark()
    windows.close("round/commit")
    journal.roll_back(mark)
    assert history(windows, 15.0) == [True]


def test_a_window_must_close_after_it_opens() -> None:
    with pytest.raises(ValueError, match=r"^window round/commit: closes=10\.0; allowed: after opens=10\.0$"):
        Windows(Journal()).open("round/commit", 10.0, 10.0)
