"""Members' books on a literal history: two trainers share forty tokens a day, and a token is a dollar."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import pytest

from agents.behaviours.trainer.honest import Honest
from agents.business import Business
from mechanisms.contracts.exchange import Exchange
from mechanisms.contracts.treasury import Treasury
from mechanisms.staking.bonded import Bonded
from sim.durations import DAY
from sim.messages.treasury import Remit
from sim.money import TOKEN
from sim.streams import Streams
from sim.view import View
from tests.factory.books import conserved
from tests.factory.conftest import Line, Play, Played
from tests.factory.economy import economy
from tests.golden.tracer import CARD, group

CAPITAL = 0.0547945205
"""Dollars a day: a fifth a year of 100 at stake, .20 / 365 * 100."""
TERMS = Business(fixed=2.5, hardware=0.48, spread=0.0, capital=0.20, reserve_days=1.0, gas=0, exit_days=3.0)
"""Four jobs a day of 120 s each on a card at $3.60 an hour: 48 cents of hardware."""


@dataclass(frozen=True)
class Brief(Honest):
    """Trains until the middle of the second day."""

    def stays(self, view: View) -> bool:
        return view.time < 1.5 * DAY


def factory(
    days: float = 4.0, terms: Business = TERMS, behaviour: Any = None, tokens: int = 100, **changes: Any
) -> Any:
    trainers = group("trainer", behaviour or Honest(), 2, tokens, 100, dollars=10 * TOKEN, business=terms)
    return economy(days, 40, **{"card": CARD, "trainers": trainers, **changes})


def books(played: Played, account: str = "trainers.0") -> list[dict[str, Any]]:
    return [row for row in played.rows("books") if row["account"] == account]


def whole(amount: float) -> int:
    return round(amount * TOKEN)


def test_a_day_of_four_rounds(play: Play) -> None:
    """Half of forty tokens, all of them sold; the bill is $2.98, and one day of it is kept."""
    played = play(factory())
    day = books(played)[2]
    assert {name: day[name] for name in ("role", "inside", "price")} == {
        "role": "trainer",
        "inside": True,
        "price": 1.0,
    }
    flows = {name: day[name] for name in ("tokens", "sold", "dollars", "taken", "unpaid", "staked")}
    assert flows == {
        "tokens": 20 * TOKEN,
        "sold": 20 * TOKEN,
        "dollars": 0,
        "taken": 20 * TOKEN,
        "unpaid": 0,
        "staked": 100 * TOKEN,
    }
    money = [day[name] for name in ("revenue", "hardware", "fixed", "capital", "profit")]
    assert money == pytest.approx([20.0, 0.48, 2.5, CAPITAL, 20 - 0.48 - 2.5 - CAPITAL])


def test_books_are_closed_at_the_same_hour_of_every_day_and_everybody_has_another(play: Play) -> None:
    """Within two blocks of 12 s: it pays and sells before it writes the day down."""
    played = play(factory())
    hours = {}
    for name in ("trainers.0", "trainers.1"):
        first, *later = [row["time"] for row in books(played, name)]
        assert len(later) == 3 and first < DAY + 36
        assert [time - first for time in later] == pytest.approx([DAY, 2 * DAY, 3 * DAY], abs=24)
        hours[name] = first
    assert abs(hours["trainers.0"] - hours["trainers.1"]) > 60


def test_the_first_closing_counts_a_part_of_a_day(play: Play) -> None:
    """From genesis to its hour: rounds end at 1,560 s and every six hours later."""
    played = play(factory())
    for name in ("trainers.0", "trainers.1"):
        first = books(played, name)[0]
        rounds = 1 + int((closing(name) - 1560) // 21_600)
        span = closing(name) / DAY
        assert first["tokens"] == 5 * rounds * TOKEN
        assert first["fixed"] == pytest.approx(2.5 * span, abs=0.001)  # it joined in the first block
        assert first["capital"] == pytest.approx(CAPITAL * span)
        assert len(played.factory.players[name].books.profits) == len(books(played, name)) - 1  # type: ignore[union-attr]


def closing(account: str) -> float:
    """The second of the first closing."""
    name, index = account.split(".")
    return float(Streams(0).of("agent", name, int(index), "hour").uniform(0.0, DAY))


def test_factors_multiply_what_is_paid_outside(play: Play) -> None:
    played = play(factory(terms=replace(TERMS, spread=0.5)))
    factors = {}
    for name in ("trainers.0", "trainers.1"):
        factors[name] = played.factory.players[name].books.cost / 2.98  # type: ignore[union-attr]
        day = books(played, name)[2]
        assert day["hardware"] == pytest.approx(0.48 * factors[name])
        assert day["fixed"] == pytest.approx(2.5 * factors[name])
        assert day["capital"] == pytest.approx(CAPITAL)
        assert day["revenue"] == 20.0
    assert sum(factors.values()) == pytest.approx(2.0)
    assert abs(factors["trainers.0"] - 1) > 0.01


def test_what_comes_in_while_it_sells_is_somebody_s_revenue(play: Play) -> None:
    """Dollars that arrive in the blocks in which it pays and sells are counted on the next day."""
    at = closing("trainers.0") + DAY
    gifts = [Line(at + 12.0 * n, "owners.0", Remit("trainers.0", TOKEN, "usd")) for n in range(-1, 4)]
    rich = group("compute", machines=("server",), dollars=100 * TOKEN)
    played = play(factory(owners=rich), gifts)
    days = books(played)
    assert sum(day["dollars"] for day in days) == 5 * TOKEN
    assert 0 < days[1]["dollars"] < 5 * TOKEN
    assert days[1]["revenue"] + days[2]["revenue"] == 45.0


def test_every_token_and_dollar_is_in_some_day(play: Play) -> None:
    played = play(factory(6.0))
    conserved(played.factory)
    for name in ("trainers.0", "trainers.1"):
        days = books(played, name)
        assert sum(day["taken"] for day in days) == sum(played.moved(name, "bridge"))
        assert sum(day["sold"] for day in days) == sum(played.moved(name, "exchange"))
        earned = [row for row in played.rows("ledger") if row["payee"] == name and row["asset"] == "token"]
        due = [row["amount"] for row in earned if row["time"] <= closing(name) + 5 * DAY and row["payer"] != "issuance"]
        assert sum(day["tokens"] for day in days) == sum(due)


def test_a_bill_that_cannot_be_paid_waits_for_the_next_sale(play: Play) -> None:
    """It pays before it sells, and begins without a dollar."""
    poor = group("trainer", Honest(), 2, 100, 100, business=TERMS)
    first, second, *_ = books(played := play(factory(trainers=poor)))
    bill = first["hardware"] + first["fixed"]
    assert (first["taken"], first["unpaid"]) == (0, whole(bill)) and bill > 0
    assert second["unpaid"] == 0 and second["taken"] >= whole(bill) + whole(2.98) - 1
    assert played.factory.players["trainers.0"].books.solvent  # type: ignore[union-attr]


def test_a_sale_may_lose_a_twentieth_to_others_who_come_first(play: Play) -> None:
    """Twenty tokens in a pool of a million each: what a constant product would pay, less five parts in a hundred."""
    played = play(factory())
    sales = [m for _, _, m in played.said("trainers.0") if m["kind"] == "Trade"]
    assert [sale["amount"] for sale in sales[1:]] == [20 * TOKEN] * 3
    assert all(sale["least"] == pytest.approx(19 * TOKEN, rel=0.001) for sale in sales[1:])


def test_an_empty_pool_buys_nothing(play: Play) -> None:
    played = play(factory(contracts={"exchange": Exchange()}))
    assert [day["sold"] for day in books(played)] == [0, 0, 0, 0]
    assert played.refusals("trainers.0") == []
    assert played.ledger.balance("trainers.0") > 60 * TOKEN


def test_who_has_left_sells_over_three_days_and_takes_everything_home(play: Play) -> None:
    """Its stake of 100 is back two days after it left. With the 20 and the 10 that four and two rounds have paid since they
    sold last it is sold in thirds, one a day, and the books are closed for good when nothing is left."""
    played = play(factory(12.0, behaviour=Brief(), rules={"staking": Bonded(unbonding=2 * DAY)}))
    thirds = {"trainers.0": (40_000_000_000,) * 3, "trainers.1": (36_666_666_667, 36_666_666_667, 36_666_666_666)}
    for name, parts in thirds.items():
        (left,) = (fact.time for fact in played.facts("Left") if fact.body["account"] == name)
        days = books(played, name)
        gone = [day for day in days if day["time"] > left + DAY + 60]
        assert not any(day["inside"] or day["fixed"] for day in gone)
        assert {day["capital"] > 0 for day in gone} == {True, False}  # as long as the stake is there
        sold = [day["sold"] for day in days if day["time"] > left + 2 * DAY]
        assert sold == [*parts, 0]
        taken = [day["taken"] for day in days if day["time"] > left + 2 * DAY]
        assert taken == [0, *parts]
        assert days[-1]["time"] < 8 * DAY
        assert played.ledger.balance(name) == played.ledger.balance(name, "usd") == 0


def test_what_it_needs_for_fees_is_kept_to_the_end(play: Play) -> None:
    keeping = replace(TERMS, gas=4 * TOKEN)
    played = play(factory(12.0, terms=keeping, behaviour=Brief(), rules={"staking": Bonded(unbonding=2 * DAY)}))
    assert played.ledger.balance("trainers.0") == 4 * TOKEN
    assert sum(day["sold"] for day in books(played)) == sum(day["tokens"] for day in books(played)) + 96 * TOKEN


def test_dollars_in_the_treasury_are_passed_on_as_rounds_pay(play: Play) -> None:
    """Of $80 the first round takes all and two trainers share ten tokens: $40 each, taken home at the next closing."""
    gift = [Line(60.0, "owners.0", Remit("treasury", 80 * TOKEN, "usd"))]
    rich = group("compute", machines=("server",), dollars=80 * TOKEN)
    rounds = economy(4.0, 40).contracts["training_round"]
    played = play(factory(owners=rich, contracts={"training_round": replace(rounds, beside="usd")}), gift)  # type: ignore[type-var]
    assert [fact.body for fact in played.facts("PaidBeside")] == [{"round": 0, "paid": 80 * TOKEN, "asset": "usd"}]
    for name in ("trainers.0", "trainers.1"):
        assert played.moved("training_round/pot", name)[:2] == [5 * TOKEN, 40 * TOKEN]
        assert sum(day["dollars"] for day in books(played, name)) == 40 * TOKEN
    conserved(played.factory)


def test_who_earns_dollars_buys_what_it_lacks_for_fees(play: Play) -> None:
    """Of 60 tokens 20 are lacking, the rounds pay nothing, and 15 dollars come in. The bill of 48 cents goes first."""
    at = closing("trainers.0") + DAY / 2
    gift = [Line(at, "owners.0", Remit("trainers.0", 15 * TOKEN, "usd"))]
    rich = group("compute", machines=("server",), dollars=100 * TOKEN)
    terms = replace(TERMS, fixed=0.0, hardware=0.0, gas=60 * TOKEN)
    played = play(factory(terms=terms, tokens=140, owners=rich, contracts={"treasury": Treasury()}), gift)
    assert [day["sold"] for day in books(played)] == [0, -whole(14.52), 0, 0]
    assert played.ledger.balance("trainers.0") == whole(54.52)


def test_a_business_needs_somewhere_to_sell_and_to_be_paid(play: Play) -> None:
    blueprint = factory()
    bare = {name: made for name, made in blueprint.contracts.items() if name not in ("exchange", "bridge")}
    with pytest.raises(ValueError, match=r"population.trainers.business: the factory has no exchange and no bridge"):
        play(replace(blueprint, contracts=bare, rules={k: v for k, v in blueprint.rules.items() if k != "exchange"}))
