"""Whoever comes when it pays and goes when it does not: one look at the books, or at what rounds have paid."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from types import SimpleNamespace
from typing import Any

import pytest

from agents.behaviours.any.enterprising import Enterprising
from agents.behaviours.noting import Notes
from agents.behaviours.trainer.honest import Honest
from agents.entry import Entry, Patience
from sim.durations import DAY, HOUR
from sim.facts import Fact
from sim.messages.message import Transaction
from sim.messages.registry import Join
from sim.messages.training_round import PaidBeside, RoundSettled, RoundSkipped
from sim.money import TOKEN
from sim.streams import Streams
from sim.view import View
from sim.world.books import Books

OPEN = Enterprising(
    inner=Honest(), review_days=4.0, entry=Entry(barrier_days=0), patience=Patience(half_life_days=1, days=2)
)
LOSING = (-5.0, -5.0, -5.0)


@dataclass
class Register:
    """A chain of which only the members, what waits for a block and the shares of a pot can be seen."""

    members: Mapping[str, Any]
    waiting: tuple[Transaction, ...] = ()
    shares: Mapping[str, int] = field(default_factory=lambda: {"trainer": 1000})
    announced: Mapping[str, Any] = field(default_factory=dict)

    def contract(self, name: str) -> Mapping[str, Any]:
        registry = {"members": self.members, "announced": self.announced}
        return {"registry": registry, "training_round": {"shares": self.shares}}[name]

    def pending(self) -> tuple[Transaction, ...]:
        return self.waiting


def members(count: int, since: float = 0.0, role: str = "trainer") -> dict[str, Any]:
    return {f"{role}.{n}": SimpleNamespace(role=role, since=since, left=None) for n in range(count)}


def look(books: Books | None, day: float = 10.0, own: Any = None, chain: Register | None = None, seed: int = 0) -> View:
    streams, seen = Streams(seed), chain or Register(members(2))
    draws: Callable[[str], Any] = lambda purpose: streams.of("agent", "a", 0, purpose)  # noqa: E731
    return View(day * DAY, "a.0", seen, draws, Notes(own, None), books=books)  # type: ignore[arg-type]


def told(*facts: tuple[float, Fact]) -> Any:
    """What it has noted after hearing these, by day."""
    note = None
    for day, fact in facts:
        note = OPEN.note(look(None, day, note), fact)
    return note


def settled(paid: int) -> RoundSettled:
    return RoundSettled(0, "model", (), (), (), (), paid * TOKEN)


def outside(cost: float, price: float = 1.0) -> Books:
    return Books(cost, price, inside=False)


WEEK = told((9.0, settled(777)), (9.5, settled(15)), (9.75, settled(15)), (10.0, settled(20)))
"""Fifty tokens in the day that the first of them ended: what that one paid was earned before."""


def test_a_round_that_is_skipped_pays_nothing_and_an_old_one_is_forgotten() -> None:
    facts = ((1.0, settled(360)), (2.0, settled(300)), (8.5, RoundSkipped(3, "nobody was chosen")))
    assert told(*facts) == ((2 * DAY, 300 * TOKEN), (8.5 * DAY, 0))


@pytest.mark.parametrize(
    ("cost", "price", "comes"), [(16.6, 1.0, True), (16.7, 1.0, False), (33.3, 2.0, True), (33.4, 2.0, False)]
)
def test_it_comes_when_what_is_left_for_one_more_covers_its_costs(cost: float, price: float, comes: bool) -> None:
    """50 tokens a day among three are 16.67 each; when it looks does not matter, as long as the rounds are of this week."""
    for day in (10.0, 10.2, 15.9):
        assert (OPEN.joins(look(outside(cost, price), day, WEEK)) == day * DAY) is comes


def test_dollars_that_a_round_passes_on_count_as_what_they_are_worth_in_tokens() -> None:
    """At two dollars to the token 100 dollars are 50, and a round of 20 has paid 70."""
    view = look(outside(1.0, price=2.0), 10.0, ((9 * DAY, 7),))
    beside = OPEN.note(view, PaidBeside(0, 100 * TOKEN, "usd"))
    assert OPEN.note(look(outside(1.0, 2.0), 10.0, beside), settled(20)) == ((9 * DAY, 7), (10 * DAY, 70 * TOKEN))


def test_it_waits_while_it_knows_nothing_or_somebody_else_is_coming() -> None:
    books = outside(1.0)
    join = Transaction.sign("b.0", 0, Join("trainer", 1), 0, 0.0, -1)
    other = Transaction.sign("b.0", 0, Join("validator", 1), 0, 0.0, -1)
    just = Register(members(2, since=9.5 * DAY))
    assert OPEN.joins(look(books, own=WEEK[:1])) > 10 * DAY
    assert OPEN.joins(look(books, own=WEEK, chain=Register(members(2), (join,)))) > 10 * DAY
    assert OPEN.joins(look(books, own=WEEK, chain=just)) > 10 * DAY
    assert OPEN.joins(look(books, 17.1, WEEK)) > 17.1 * DAY
    assert OPEN.joins(look(books, own=WEEK, chain=Register(members(2), (other,)))) == 10 * DAY


def on_the_way(*days: float, mine: float | None = None) -> Register:
    """Two members of old, candidates who announced themselves on these days, and perhaps itself."""
    others = {f"z.{n}": SimpleNamespace(role="trainer", since=day * DAY) for n, day in enumerate(days)}
    own = {} if mine is None else {"a.0": SimpleNamespace(role="trainer", since=mine * DAY)}
    return Register(members(2), announced=others | own)


@pytest.mark.parametrize(
    ("chain", "comes"),
    [
        (on_the_way(), True),
        (on_the_way(8.0), False),  # 50 among four are 12.5, and it costs 16.6
        (on_the_way(mine=9.9), True),
        (on_the_way(8.0, mine=9.9), False),
        (on_the_way(9.9, mine=8.0), True),  # it was first
    ],
)
def test_who_has_announced_itself_counts_as_inside_for_those_who_did_later(chain: Register, comes: bool) -> None:
    assert (OPEN.joins(look(outside(16.6), own=WEEK, chain=chain)) == 10 * DAY) is comes


def test_an_announcement_is_believed_for_three_weeks() -> None:
    week = ((23.9 * DAY, 0), (24.9 * DAY, 50 * TOKEN))
    for day, comes in ((4.1, False), (3.9, True)):
        view = look(outside(16.6), 25.0, week, on_the_way(day))
        assert (OPEN.joins(view) == 25 * DAY) is comes


def test_other_roles_take_nothing_from_its_pot() -> None:
    crowd = Register(members(2) | members(50, role="validator"))
    assert OPEN.joins(look(outside(16.6), own=WEEK, chain=crowd)) == 10 * DAY


def test_part_of_the_pot_is_its_role_s() -> None:
    half = Register(members(2), shares={"trainer": 500, "validator": 500})
    assert OPEN.joins(look(outside(8.3), own=WEEK, chain=half)) == 10 * DAY
    assert OPEN.joins(look(outside(8.4), own=WEEK, chain=half)) > 10 * DAY


def test_a_role_that_rounds_do_not_pay_does_not_come_back() -> None:
    auditor = replace(OPEN, role="auditor")
    assert auditor.joins(look(outside(0.1), own=WEEK)) > 10 * DAY


def test_who_begins_inside_and_who_keeps_no_books_comes_at_once() -> None:
    assert OPEN.joins(look(None)) == OPEN.joins(look(Books(1.0, 1.0))) == 10 * DAY


def test_the_next_look_comes_by_chance() -> None:
    """Four days on average, over two hundred candidates: the standard error is .28."""
    waits = [OPEN.joins(look(outside(99.0), seed=seed)) / DAY - 10 for seed in range(200)]
    assert sum(waits) / 200 == pytest.approx(4.0, abs=0.85)


def test_it_goes_by_chance_once_it_has_been_bleak_for_long_enough() -> None:
    """A quarter a day at four days between two looks: 100 of 400, give or take 9."""
    gone = sum(not OPEN.stays(look(Books(10.0, 1.0, True, LOSING), seed=seed)) for seed in range(400))
    assert gone == pytest.approx(100, abs=27)


def test_asking_again_on_the_same_day_changes_nothing() -> None:
    for seed in range(40):
        view = look(Books(10.0, 1.0, True, LOSING), seed=seed)
        assert len({OPEN.stays(view) for _ in range(6)}) == 1


@pytest.mark.parametrize("profits", [(), (-5.0,), (-2.0, -2.0, -2.0), (-5.0, 20.0, -5.0)])
def test_it_stays_while_it_has_not_been_bleak_for_long(profits: tuple[float, ...]) -> None:
    """A loss of a quarter of the cost of 10 is borne, and one day is too short."""
    assert all(OPEN.stays(look(Books(10.0, 1.0, True, profits), seed=seed)) for seed in range(40))


def test_who_could_not_pay_goes_whatever_it_has_earned() -> None:
    assert not OPEN.stays(look(Books(10.0, 1.0, True, (50.0,), solvent=False)))


def test_it_does_what_the_behaviour_inside_does() -> None:
    assert replace(OPEN, inner=Late()).joins(look(Books(1.0, 1.0))) == 10 * DAY + HOUR


@dataclass(frozen=True)
class Late(Honest):
    """Comes an hour later."""

    def joins(self, view: View) -> float:
        return view.time + HOUR
