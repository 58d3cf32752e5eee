"""Redundancy: how many must agree, on what, and whose silence counts for nothing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import pytest

from mechanisms.verification.redundancy import Redundancy
from sim.effects.judgement import Accept, Reject
from sim.requests import Draw, Kind, Work
from sim.seams.submission import Submission
from sim.seams.verification import VerificationView

Submit = Callable[..., tuple[Submission, ...]]
RIGHT, WRONG, ELSE = ([3.0, 4.0], [0.0, 1.0], [7.0, 7.0])


def view(submissions: tuple[Submission, ...], verifiers: Sequence[str] = ("v0", "v1", "v2")) -> VerificationView:
    return VerificationView(4, submissions, tuple(verifiers), {}, within=900.0, fee=7)


def vector(values: Any) -> Any:
    return np.array(values, np.float32) if isinstance(values, list) else values


def against(submit: Submit, answers: Sequence[Any], quorum: int = 2, tolerance: float = 0.0) -> int | None:
    """How many convict one update that is RIGHT, when three verifiers deliver these; None when it is accepted."""
    case = Redundancy(copies=3, quorum=quorum, tolerance=tolerance).decide(view(submit([RIGHT])), None)
    next(case)  # type: ignore[arg-type]
    case.send((("v0", "v1", "v2"),))  # type: ignore[union-attr]
    with pytest.raises(StopIteration) as end:
        case.send(tuple(map(vector, answers)))  # type: ignore[union-attr]
    (effect,), state = end.value.value
    assert state is None
    if isinstance(effect, Accept):
        return None
    assert isinstance(effect, Reject)
    assert effect.fault
    return int(effect.reason.split()[0])


def test_every_update_is_ordered_from_verifiers_who_are_not_its_owner(submit: Submit) -> None:
    submissions = submit([RIGHT, WRONG])
    case = Redundancy(copies=2).decide(view(submissions, ("t0", "v0", "v1")), None)
    assert next(case) == (Draw(2, ("v0", "v1")), Draw(2, ("t0", "v0", "v1")))  # type: ignore[arg-type]
    orders = case.send((("v1", "v0"), ("t0", "v1")))  # type: ignore[union-attr]
    assert orders == tuple(
        Work(Kind.RERUN, submissions[place].job, by, 900.0, 7)
        for place, by in ((0, "v1"), (0, "v0"), (1, "t0"), (1, "v1"))
    )
    with pytest.raises(StopIteration) as end:
        case.send(tuple(map(vector, (RIGHT, RIGHT, RIGHT, RIGHT))))  # type: ignore[union-attr]
    reason = "2 of 2 redid the work and it came out otherwise, and alike"
    assert end.value.value == ([Accept("t0"), Reject("t1", reason, fault=True)], None)


@pytest.mark.parametrize(
    ("answers", "convicted_by"),
    [
        ([RIGHT, RIGHT, RIGHT], None),
        ([WRONG, WRONG, WRONG], 3),
        ([WRONG, WRONG, RIGHT], 2),
        ([WRONG, RIGHT, RIGHT], None),
        ([WRONG, ELSE, RIGHT], None),  # nobody agrees with anybody
        ([WRONG, ELSE, None], None),
        ([WRONG, None, None], None),  # one against is no quorum
        ([WRONG, WRONG, None], 2),
        ([WRONG, [0.0, 1.0, 2.0], "no"], None),
        ([[float("nan"), 0.0]] * 3, None),
        ([None, None, None], None),
    ],
)
def test_two_of_three_convict(submit: Submit, answers: list[Any], convicted_by: int | None) -> None:
    assert against(submit, answers) == convicted_by


def test_a_quorum_of_one_takes_one_word_for_it_unless_another_confirms(submit: Submit) -> None:
    assert against(submit, [WRONG, None, None], quorum=1) == 1
    assert against(submit, [WRONG, WRONG, RIGHT], quorum=1) is None


def test_what_lies_within_the_tolerance_is_the_same(submit: Submit) -> None:
    """|(3, 4)| = 5: a tolerance of .1 is a distance of .5."""
    assert against(submit, [[3.0, 4.5], [3.0, 4.5], None], tolerance=0.1) is None
    assert against(submit, [[3.0, 4.6], [3.0, 4.7], None], tolerance=0.1) == 2
    assert against(submit, [[3.0, 4.6], [3.0, 4.7], None], tolerance=0.0) is None


def test_with_nobody_to_ask_everything_is_accepted(submit: Submit) -> None:
    case = Redundancy().decide(view(submit([RIGHT]), ("t0",)), None)
    assert next(case) == (Draw(3, ()),)  # type: ignore[arg-type]
    with pytest.raises(StopIteration) as end:
        case.send(((),))  # type: ignore[union-attr]
    assert end.value.value == ([Accept("t0")], None)


@pytest.mark.parametrize(
    ("given", "error"),
    [
        ({"copies": 2, "quorum": 3}, "copies=2, quorum=3; allowed: 1 <= quorum <= copies"),
        ({"quorum": 0}, "quorum=0"),
        ({"tolerance": 1.0}, "tolerance=1"),
    ],
)
def test_what_makes_no_sense_is_refused(given: dict[str, Any], error: str) -> None:
    with pytest.raises(ValueError, match=error):
        Redundancy(**given)
