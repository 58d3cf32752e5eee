"""Games that everybody knows, and a rule that is asked what their players are worth."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias

import numpy as np

from sim.chain.beacon import draw
from sim.effects.money import Pay
from sim.jobs import Evaluation, Score, Training
from sim.requests import Draw, Kind, Work
from sim.seams.reward import Reward, RewardView
from sim.seams.submission import Submission

Game: TypeAlias = Callable[[frozenset[int]], int]
"""Worth of a coalition of players 0, 1, ..."""


def glove(coalition: frozenset[int]) -> int:
    """Players 0 and 1 have a right glove, player 2 a left one; a pair is worth 1."""
    return int(2 in coalition and len(coalition) > 1)


def airport(costs: Sequence[int]) -> Game:
    """The runway that the largest aeroplane needs."""
    return lambda coalition: max((costs[player] for player in coalition), default=0)


def project(coalition: frozenset[int]) -> int:
    """Three partners: 12, 6 and 9 alone; 24, 27 and 15 in pairs; 36 together."""
    worths = {(): 0, (0,): 12, (1,): 6, (2,): 9, (0, 1): 24, (0, 2): 27, (1, 2): 15, (0, 1, 2): 36}
    return worths[tuple(sorted(coalition))]


def anybody(coalition: frozenset[int]) -> int:
    """All have the same data: one is worth as much as all."""
    return int(bool(coalition))


def worths(game: Game, players: int) -> list[int]:
    return [game(frozenset(p for p in range(players) if bits >> p & 1)) for bits in range(2**players)]


def unanimity(coalition: frozenset[int]) -> int:
    """Players 0 and 1 are both needed, and nobody else is."""
    return int({0, 1} <= coalition)


def view(players: int, pot: int, **given: Any) -> RewardView:
    """A round in which t0, t1, ... handed in; v0 may evaluate, in 900 s and for a fee of 8."""
    accepted = tuple(
        Submission(f"t{n}", f"key{n}", np.zeros(1, np.float32), Training("m", "start", "d", (0,), 1, seed=n))
        for n in range(players)
    )
    return RewardView(3, pot, accepted, {}, **{"verifiers": ("t0", "v0"), "within": 900.0, "fee": 8, **given})


@dataclass
class Replay:
    """What a rule did, and what it asked for on the way."""

    paid: dict[str, int] = field(default_factory=dict)
    works: list[Work] = field(default_factory=list)
    asked: list[list[frozenset[int]]] = field(default_factory=list)
    """Coalitions, job by job."""
    drawn: list[tuple[str, ...]] = field(default_factory=list)
    """Lots, in the order in which they were drawn."""


def replayed(rule: Reward, game: Game, round_: RewardView, seed: int = 5, silent: Sequence[int] = ()) -> Replay:
    """A rule's case, where evaluation finds the worth of each mixture as the game says: a loss of 100 less the worth.

    Lots come from the seed; jobs whose numbers are in `silent` are not delivered.
    """
    case, answer, stream, replay = rule.decide(round_, None), None, np.random.default_rng(seed), Replay()
    assert not isinstance(case, tuple)
    while True:
        try:
            wanted = case.send(answer)
        except StopIteration as end:
            replay.paid = {pay.to: pay.amount for pay in end.value[0] if isinstance(pay, Pay)}
            return replay
        answers: list[Any] = []
        for request in wanted if isinstance(wanted, tuple) else (wanted,):
            if isinstance(request, Draw):
                replay.drawn.append(draw(request, stream))
                answers.append(replay.drawn[-1])
            else:
                assert isinstance(request, Work)
                replay.works.append(request)
                replay.asked.append(list(coalitions(request)))
                scores = tuple(Score(0, 1, 100 - game(coalition)) for coalition in replay.asked[-1])
                answers.append(None if len(replay.works) - 1 in silent else scores)
        answer = tuple(answers) if isinstance(wanted, tuple) else answers[0]


def coalitions(work: Work) -> Iterator[frozenset[int]]:
    """Whose mean each mixture of an ordered evaluation is."""
    assert (work.kind, work.by) == (Kind.EVALUATE, "v0")
    assert isinstance(work.job, Evaluation)
    assert (work.job.data, work.job.rows) == ("", ())
    for start, *members in work.job.candidates:
        assert start == ("start", 1.0)
        assert {weight for _, weight in members} <= {1 / (len(members) or 1)}
        yield frozenset(int(key.removeprefix("key")) for key, _ in members)
