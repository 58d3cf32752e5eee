"""Who gained, at which mark it paid, and what a takeover would cost: the words and cells of small cases."""

from __future__ import annotations

import re
from typing import Any

from experiments.metrics.evidence import Evidence
from experiments.metrics.marks import Marked
from experiments.metrics.prize import power, prize
from experiments.report.cast import Cast, Member
from experiments.report.gains import Other, gains
from experiments.report.marked import marked
from experiments.report.markup import Html
from experiments.report.takeover import takeover
from tests.experiments.metrics.conftest import DAY, entry, evidence, fact, look, member

TOKEN = 10**9


def cells(page: Html) -> list[list[str]]:
    """Rows of its tables, minus signs and dashes as on a keyboard."""
    plain = page.translate(str.maketrans({"\N{MINUS SIGN}": "-", "\N{EN DASH}": "none"}))
    return [re.findall(r"<t[dh][^>]*>(.*?)</t[dh]>", row) for row in re.findall(r"<tr>(.*?)</tr>", plain)]


def test_the_four_surpluses_stand_alone_or_beside_other_runs() -> None:
    mine = {"users": 400.0, "contributors": 60.0, "attackers": -12.5}
    assert cells(gains(mine)) == [
        ["surplus, $ a day", "this run"],
        ["users, over doing without", "$400.00"],
        ["those who work, honestly", "$60.00"],
        ["those who do not behave honestly", "-$12.50"],
    ]
    others = [Other("everybody honest", {"users": 450.0, "contributors": 55.0}), Other("one owner", {"users": 400.0})]
    page = gains(mine, others)
    assert cells(page)[0][1:] == ["this run", "everybody honest", "difference", "one owner", "difference"]
    assert cells(page)[1][1:] == ["$400.00", "$450.00", "-$50.00", "$400.00", "$0.00"]
    assert cells(page)[2][1:] == ["$60.00", "$55.00", "+$5.00", "none", "none"]
    assert cells(page)[3][1:] == ["-$12.50", "none", "none", "none", "none"]
    assert "One pair is one draw." in page


def test_where_there_are_no_users_nobody_is_said_to_gain() -> None:
    assert gains({"contributors": 3.0}) == ""


def test_a_sign_that_depends_on_the_mark_is_told_in_words() -> None:
    sure, torn = Marked(2, 4.0, 2.0, 1.0), Marked(10, 5.0, -10.0, -20.0)
    behaviours = ("Honest()", "Switch(inner=Honest(), otherwise=SignFlip(inner=Honest(), scale=1.0), at_days=20.0)")
    cast = Cast(tuple(Member(f"a.{n}", "a", n, "trainer", behaviour) for n, behaviour in enumerate(behaviours)))
    page = marked({("trainer", "Honest"): sure, ("trainer", "Switch"): torn}, cast)
    assert cells(page)[1:] == [
        ["trainer", "honest", "2", "$2.00", "$1.00", "$0.50"],
        ["trainer", "sign flip from day 20", "10", "$0.50", "-$1.00", "-$2.00"],
    ]
    assert "Whether it paid depends on how tokens are counted for trainers (sign flip from day 20)" in page
    assert "However tokens are counted" in marked({("trainer", "Honest"): sure}, cast)
    assert marked({}, cast) == ""


CONTRACTS = {"treasury": {"_target_": "mechanisms.contracts.treasury.Treasury"}}
CONFIG: dict[str, Any] = {"contracts": CONTRACTS, "population": {}}


def voted(**more: Any) -> Evidence:
    """Ten dollars a day of fees, 10 of 1,000 tokens of $2 in the treasury, and 500 tokens that vote."""
    last = {"tokens": 400 * TOKEN, "dollars": 800 * TOKEN, "supply": 1_000 * TOKEN, "price": 2.0, "time": 2 * DAY}
    return evidence(
        truth=[member("a.0")],
        facts=[
            fact("Acted", subject="genesis"),
            fact("PowerMoved", account="a.0", power=100 * TOKEN),
            fact("PowerMoved", account="a.0", power=300 * TOKEN),
            fact("PowerMoved", account="b.0", power=200 * TOKEN),
            fact("PowerMoved", time=9 * DAY, account="a.0", power=0),
        ],
        ledger=[
            entry("issuance", "treasury", 15 * TOKEN),
            entry("treasury", "training_round/pot", 5 * TOKEN),
            entry("treasury", "a.0", 10 * TOKEN, time=9 * DAY),
        ],
        usage=[{"time": DAY, "fees": 20 * TOKEN}],
        agents=[look("a.0", price=2.0), look("a.0", time=2 * DAY, price=2.0)],
        measured=[{"begin": 0.0, "end": 2 * DAY}],
        **{"prices": [last], **more},
    )


def test_the_prize_is_the_treasury_and_the_fees_of_some_days() -> None:
    assert prize(voted(), ["treasury"], 10.0) == 10 * 2.0 + 10 * 10.0
    assert prize(voted(), [], 10.0) == 100.0


def test_power_is_what_accounts_last_had_before_the_end() -> None:
    assert power(voted()) == 500.0
    assert power(evidence()) is None


def test_a_takeover_is_priced_by_the_cheapest_way_and_held_against_what_it_brings() -> None:
    # 500 tokens are worth $1,000: more than is in the pool; a large holder asks a fifth more, $200 of which are lost.
    page = takeover(voted(), CONFIG)
    assert "To command 50.0 % of all tokens (as many as all others vote with) for 10 days" in page
    assert ["over the counter", "$1,200.00", "$200.00"] in cells(page)
    assert "the cheapest way is over the counter: $1,200.00 to lay out, $200.00 of it lost for good." in page
    assert "The most that it can bring is $120.00" in page
    assert "Cost over profit is 1.7: corruption does not pay." in page


def test_without_a_pool_nothing_is_said_of_a_takeover() -> None:
    assert takeover(voted(prices=[]), CONFIG) == ""
