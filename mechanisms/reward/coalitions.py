"""What coalitions of updates are worth, measured; and what their members are worth by that."""

from __future__ import annotations

from collections.abc import Generator, Iterable, Mapping, Sequence
from fractions import Fraction
from itertools import accumulate, pairwise
from math import factorial
from statistics import median_low
from typing import Any, TypeAlias

from sim.jobs import Blend, Evaluation, Score
from sim.requests import Draw, Kind, Request, Work
from sim.seams.reward import RewardView
from sim.seams.submission import Submission

Coalition: TypeAlias = int
"""A set of players, as bits: player i is a member when bit i is set."""
Measured: TypeAlias = Generator[Request | tuple[Request, ...], Any, dict[Coalition, int] | None]


def players(view: RewardView) -> list[Submission]:
    """The accepted submissions by owner: player i is the i-th."""
    return sorted(view.accepted, key=lambda submission: submission.owner)


def panel(view: RewardView, evaluators: int) -> Generator[Request, Any, tuple[str, ...]]:
    """Verifiers drawn by lot among those who are no player; nobody where there is nothing to evaluate, or no time."""
    owners = {submission.owner for submission in view.accepted}
    if not owners or view.within <= 0:
        return ()
    drawn: tuple[str, ...] = yield Draw(evaluators, tuple(v for v in view.verifiers if v not in owners))
    return drawn


def measured(view: RewardView, by: Sequence[str], coalitions: Iterable[Coalition], part: int = 1) -> Measured:
    """Worth of each coalition in 1e-6 nats, less the same unknown for all: the loss of the model after the mean of its
    members' updates, negative. None when nobody evaluated.

    All are put into one job for each verifier in `by`, who uses data of its own; the job is the `part`-th part of a case
    and is offered that part of the view's fee and time. Of several answers the lower median counts, coalition by coalition;
    what is no answer does not.
    """
    if not by:
        return None
    everybody, asked = players(view), sorted(set(coalitions))
    candidates = tuple(mixture(everybody, coalition) for coalition in asked)
    job = Evaluation(everybody[0].job.model, candidates, data="", rows=())
    answers = yield tuple(Work(Kind.EVALUATE, job, who, view.within / part, view.fee // part) for who in by)
    heard = [[score.loss for score in answer] for answer in answers if is_answer(answer, len(asked))]
    if not heard:
        return None
    return {coalition: -median_low(said) for coalition, *said in zip(asked, *heard, strict=True)}


def mixture(everybody: Sequence[Submission], coalition: Coalition) -> Blend:
    """The model before the round plus the mean of the members' updates, each with the same weight."""
    members = [player for place, player in enumerate(everybody) if coalition >> place & 1]
    return ((everybody[0].job.start, 1.0), *((member.key, 1 / len(members)) for member in members))


def is_answer(answer: Any, candidates: int) -> bool:
    """Whether what was delivered is one score for each candidate."""
    return (
        isinstance(answer, tuple)
        and len(answer) == candidates
        and all(isinstance(score, Score) and type(score.loss) is int for score in answer)
    )


def joined(order: Sequence[str], owners: Sequence[str]) -> list[Coalition]:
    """The coalitions that grow when players join in this order, from nobody to everybody."""
    place = {owner: 1 << number for number, owner in enumerate(owners)}
    return list(accumulate((place[owner] for owner in order), initial=0))


def marginals(order: Sequence[Coalition], worth: Mapping[Coalition, int], players: int) -> list[int]:
    """What each player added when it joined; nothing where the order ends before it does."""
    added = [0] * players
    for before, after in pairwise(order):
        added[(before ^ after).bit_length() - 1] = worth[after] - worth[before]
    return added


def shapley_values(worth: Sequence[int]) -> list[Fraction]:
    """Shapley value of each of n players; `worth[c]` is the worth of coalition c, for all 2^n.

    phi_i = sum over S without i of |S|! (n - |S| - 1)! / n! (v(S + i) - v(S)). Source: Shapley 1953. Raises ValueError
    when the number of worths is no power of two.
    """
    n = len(worth).bit_length() - 1
    if len(worth) != 2**n:
        raise ValueError(f"{len(worth)} worths; allowed: one for each coalition, a power of two")
    weight = [factorial(size) * factorial(n - size - 1) for size in range(n)]
    values = []
    for player in (1 << place for place in range(n)):
        without = (c for c in range(2**n) if not c & player)
        values.append(
            Fraction(sum(weight[c.bit_count()] * (worth[c | player] - worth[c]) for c in without), factorial(n))
        )
    return values
