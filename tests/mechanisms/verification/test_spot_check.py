"""Spot checks: who is checked by whom, and what convicts."""

from __future__ import annotations

from collections.abc import Callable, Generator
from typing import Any

import numpy as np
import pytest

from mechanisms.verification.spot_check import SpotCheck
from sim.effects.judgement import Accept, Reject
from sim.requests import Draw, Kind, Work
from sim.seams.verification import VerificationView

Submit = Callable[..., Any]
WORK = [3.0, 4.0]


def ruling(case: Any, *answers: Any) -> Any:
    """The last request of a case given these answers, or its ruling when it rules."""
    assert isinstance(case, Generator)
    request = next(case)
    for answer in answers:
        try:
            request = case.send(answer)
        except StopIteration as end:
            return end.value
    return request


def view(submissions: Any, verifiers: tuple[str, ...] = ("v0", "v1")) -> VerificationView:
    return VerificationView(0, submissions, verifiers, stakes={}, within=900.0, fee=7)


def check(submit: Submit, handed_in: list[float], redone: Any, tolerance: float = 1e-3) -> Any:
    """The ruling on one update that is checked for sure."""
    case = SpotCheck(rate=1.0, tolerance=tolerance).decide(view(submit([handed_in])), None)
    (effect,), _ = ruling(case, ("t0",), ("v1",), (redone,))
    return effect


def test_a_part_of_the_updates_is_ordered_again_from_drawn_verifiers(submit: Submit) -> None:
    submissions = submit([WORK, WORK, WORK, WORK])
    requests = []
    case = SpotCheck(rate=0.5).decide(view(submissions), None)
    for answer in (None, ("t3", "t1"), ("v1",), ("v0",)):
        requests.append(case.send(answer))  # type: ignore[union-attr, arg-type]
    assert requests == [
        Draw(2, ("t0", "t1", "t2", "t3")),
        Draw(1, ("v0", "v1")),
        Draw(1, ("v0", "v1")),
        (
            Work(Kind.RERUN, submissions[1].job, "v1", 900.0, 7),
            Work(Kind.RERUN, submissions[3].job, "v0", 900.0, 7),
        ),
    ]


def test_a_rate_that_is_no_whole_number_of_checks_is_met_on_average(submit: Submit) -> None:
    """.3 of four are one check and a fifth."""
    rule, submissions = SpotCheck(rate=0.3), submit([WORK] * 4)
    lot = Draw(1, ("check", "leave"), weights={"check": 200_000_000, "leave": 800_000_000})
    assert next(rule.decide(view(submissions), None)) == lot
    owners = ("t0", "t1", "t2", "t3")
    assert ruling(rule.decide(view(submissions), None), ("check",)) == Draw(2, owners)
    assert ruling(rule.decide(view(submissions), None), ("leave",)) == Draw(1, owners)


def test_who_is_not_checked_is_accepted(submit: Submit) -> None:
    case = SpotCheck(rate=0.5).decide(view(submit([WORK, WORK])), None)
    wrong = np.array([0.0, 1.0], np.float32)
    assert ruling(case, ("t1",), ("v0",), (wrong,)) == (
        [Accept("t0"), Reject("t1", "v0 redid the work and it came out otherwise", fault=True)],
        None,
    )


def test_nobody_checks_himself(submit: Submit) -> None:
    case = SpotCheck(rate=1.0).decide(view(submit([WORK]), verifiers=("t0", "v0")), None)
    assert ruling(case, ("t0",)) == Draw(1, ("v0",))


def test_without_another_verifier_everything_is_accepted(submit: Submit) -> None:
    case = SpotCheck(rate=1.0).decide(view(submit([WORK]), verifiers=("t0",)), None)
    assert ruling(case, ("t0",), ()) == ([Accept("t0")], None)


@pytest.mark.parametrize("redone", [[3.0, 4.0], [3.0, 4.004]])
def test_within_the_tolerance_work_is_accepted(submit: Submit, redone: list[float]) -> None:
    """The distance is .004, the norm 5: eight parts in ten thousand."""
    assert check(submit, WORK, np.array(redone, np.float32)) == Accept("t0")


@pytest.mark.parametrize(
    ("handed_in", "redone"),
    [(WORK, [3.0, 4.01]), ([-3.0, -4.0], WORK), ([0.0, 0.0], WORK), (WORK, [0.0, 0.0]), ([float("nan"), 4.0], WORK)],
)
def test_beyond_it_work_is_a_fault(submit: Submit, handed_in: list[float], redone: list[float]) -> None:
    effect = check(submit, handed_in, np.array(redone, np.float32))
    assert effect == Reject("t0", "v1 redid the work and it came out otherwise", fault=True)


def test_without_tolerance_the_last_bit_counts(submit: Submit) -> None:
    redone = np.array(WORK, np.float32)
    assert check(submit, WORK, redone, tolerance=0.0) == Accept("t0")
    redone[0] = np.nextafter(redone[0], np.float32(4.0))
    assert isinstance(check(submit, WORK, redone, tolerance=0.0), Reject)


@pytest.mark.parametrize(
    "answer",
    [
        None,
        "false",
        7,
        np.array([0.0], np.float32),
        np.array([[0.0, 1.0]], np.float32),
        np.array([0.0, 1.0]),
        np.array([0.0, np.nan], np.float32),
    ],
    ids=repr,
)
def test_what_is_no_vector_of_the_right_size_proves_nothing(submit: Submit, answer: Any) -> None:
    assert check(submit, WORK, answer) == Accept("t0")


@pytest.mark.parametrize(("rate", "tolerance"), [(-0.1, 0.0), (1.1, 0.0), (float("nan"), 0.0), (0.5, -1.0), (0.5, 1.0)])
def test_what_makes_no_sense_is_refused(rate: float, tolerance: float) -> None:
    with pytest.raises(ValueError, match=r"^(rate|tolerance)=.*; allowed: 0 "):
        SpotCheck(rate, tolerance)
