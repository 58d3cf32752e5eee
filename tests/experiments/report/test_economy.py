"""Sections that are there when their tables are: the market, the token, the books, the votes, the dollars."""

from __future__ import annotations

import math
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from experiments import run
from experiments.metrics.evidence import Told
from experiments.report.cast import Cast
from experiments.report.dollars import income, kept, outgo, statement
from experiments.report.market import fees_by_day, market, seen
from experiments.report.movement import movements
from experiments.report.page import render
from experiments.report.prices import prices
from experiments.report.profits import by_day, profits, usual
from experiments.report.profits import statement as income_statement
from experiments.report.record import Record
from experiments.report.votes import Ballot, ballots, votes
from experiments.report.wording import MINUS

DAY, TOKEN = 86_400.0, 10**9
Made = Callable[..., Record]


def visit(day: float, version: int, requests: int, fees: int = 0, **quality: float) -> dict[str, Any]:
    seller = "d.0" if version else "rival"
    told = {"perceived": math.nan, "certified": math.nan, "accuracy": math.nan, **quality}
    return {"time": day * DAY, "version": version, "seller": seller, "requests": requests, "fees": fees, **told}


USAGE = [
    visit(0.5, 0, 60),
    visit(0.6, 1, 30, 3 * TOKEN, perceived=0.9, certified=0.8, accuracy=0.5),
    visit(0.6, 2, 10, 1 * TOKEN, perceived=0.5, certified=0.8, accuracy=0.9),
    visit(1.9, 1, 100, 9 * TOKEN, perceived=0.7, certified=0.8, accuracy=0.25),
]


def test_quality_is_that_of_what_was_bought_by_requests() -> None:
    lines = seen([row for row in USAGE if row["version"]])
    assert [share for _, share in lines["accuracy"]] == pytest.approx([0.6, 0.25])
    assert [share for _, share in lines["perceived"]] == pytest.approx([0.8, 0.7])


def test_fees_are_of_the_day_on_which_they_were_paid() -> None:
    assert fees_by_day(USAGE, 3 * DAY) == [4.0, 9.0, 0.0]
    assert fees_by_day([visit(2.0, 1, 1, TOKEN)], 2 * DAY) == [0.0, 1.0]  # the last instant belongs to the last day
    assert fees_by_day([visit(2.1, 1, 1, TOKEN)], 2 * DAY) == [0.0, 0.0]


def test_the_market_says_who_bought_where_and_marks_the_attack() -> None:
    told = market(USAGE, 1.0 * DAY, [], 2 * DAY)
    assert "Of 200 requests 70.0 % were bought here for $13.00, 30.0 % from the centralised rival" in told
    assert "attack begins" in told
    assert "attack begins" not in market(USAGE, None, [], 2 * DAY)


def test_a_market_without_a_sale_says_so() -> None:
    assert "nothing was for sale" in market(USAGE[:1], None, [], DAY)


def test_sections_are_left_out_where_their_tables_are_empty(made: Made) -> None:
    page = render(made())
    assert [
        title
        for title in ("What users bought", "What the token was worth", "take part", "voted on", "dollars went")
        if title in page
    ] == []


def tick(day: float, price: float, fundamental: float, volume: int) -> dict[str, Any]:
    held = {"dollars": 5_000 * TOKEN, "supply": 1_000 * TOKEN, "staked": 250 * TOKEN}
    return {"time": day * DAY, "price": price, "fundamental": fundamental, "volume": volume, **held}


def test_the_token_is_told_from_first_to_last() -> None:
    told = prices([tick(0, 0.5, 0.25, 0), tick(1, 0.75, 0.0, 4 * TOKEN)], DAY)
    assert "The token went from $0.5 to $0.75; $4.00 were traded on the pool." in told
    assert "at stake 25.0 %" in told


def closing(account: str, day: float, profit: float, inside: bool = True) -> dict[str, Any]:
    costs = {"revenue": profit + 6.0, "hardware": 3.0, "fixed": 2.0, "capital": 1.0}
    return {"account": account, "time": day * DAY, "inside": inside, "profit": profit, **costs}


def test_profit_is_the_mean_of_those_inside_and_the_statement_adds_up(made: Made) -> None:
    cast = Cast.of(made().rows("truth"))
    books = [
        closing("trainers.0", 0.2, 4.0),
        closing("trainers.0", 1.2, 2.0, inside=False),
        closing("cheats.0", 0.4, -1.0),
    ]
    assert by_day(books, cast) == {"trainers": {0: (4.0, 1), 1: (0.0, 0)}, "cheats": {0: (-1.0, 1)}}
    assert income_statement(books, cast) == (
        [
            ["trainers", "1", "$18.00", "$6.00", "$4.00", "$2.00", "$6.00"],
            ["cheats", "1", "$5.00", "$3.00", "$2.00", "$1.00", f"{MINUS}$1.00"],
        ],
        ["all", "2", "$23.00", "$9.00", "$6.00", "$3.00", "$5.00"],
    )
    assert "Dashed: groups whose behaviour was not honest." in profits(
        books, {}, cast, {"trainers": "#000", "cheats": "#111"}, DAY
    )


def test_one_far_day_does_not_flatten_the_others() -> None:
    low, high = usual([1.0] * 10 + [2.0] * 10 + [-500.0])
    assert 0.0 < low < 1.0
    assert 2.0 < high < 3.0


def told(kind: str, time: float, subject: str = "governor", **body: Any) -> Told:
    return Told(kind, time * DAY, subject, body)


VOTE = [
    told("PowerMoved", 0, "vault", account="ann", power=50 * TOKEN),
    told("PowerMoved", 0, "vault", account="bob", power=30 * TOKEN),
    told("PowerMoved", 0, "vault", account="cid", power=20 * TOKEN),
    told("Proposed", 1, proposal=0, proposer="bob", title="a <grant>"),
    told("VotingOpened", 2, proposal=0, snapshot=9, voters=3, total=100 * TOKEN),
    told("PowerMoved", 2.5, "vault", account="bob", power=900 * TOKEN),
    told("Asked", 2, query="governor/1", account="ann", question={"kind": "Ballot", "proposal": "0"}),
    told("Asked", 2, query="audit/1", account="ann", question={"kind": "Other"}),
    told("Closed", 5, query="governor/1", answers={"ann": False, "bob": True, "cid": None}),
    told("Concluded", 5, proposal=0, outcome="defeated"),
    told("Proposed", 6, proposal=1, proposer="ann", title=""),
]


def test_power_is_what_it_was_when_the_vote_was_opened() -> None:
    assert ballots(VOTE) == [
        Ballot("a <grant>", "bob", 1 * DAY, 5 * DAY, "defeated", 30 * TOKEN, 50 * TOKEN, 100 * TOKEN),
        Ballot("untitled", "ann", 6 * DAY, None, "open", 0, 0, 0),
    ]


def test_votes_are_told_with_their_turnout_and_escaped() -> None:
    page = votes(VOTE)
    assert "a &lt;grant&gt;" in page
    assert "80.0 %" in page
    assert votes(VOTE[:3]) == ""


def dollar(number: int, payer: str, payee: str, amount: int, cause: int) -> tuple[Any, ...]:
    return (number, 0, 0.0, "usd", payer, payee, amount * TOKEN, cause)


LEDGER = [
    dollar(0, "issuance", "trainers.0", 5, 0),  # at genesis
    dollar(1, "issuance", "validators.0", 20, 2),  # over the bridge
    dollar(2, "validators.0", "market/fees/1", 12, 2),
    dollar(3, "market/fees/1", "cheats.0", 8, 3),
    dollar(4, "cheats.0", "bridge", 6, 2),
    dollar(5, "bridge", "burned", 6, 2),
]


def test_every_dollar_came_from_somewhere_and_is_somewhere(made: Made) -> None:
    record = made(ledger=LEDGER)
    moved = movements(record.tables, Cast.of(record.rows("truth")))
    assert income(moved) == [("brought by validators", 20 * TOKEN), ("held by trainers at genesis", 5 * TOKEN)]
    assert outgo(moved) == [("taken home by cheats", 6 * TOKEN)]
    assert kept(moved) == [
        ("in wallets of validators", 8 * TOKEN),
        ("in wallets of trainers", 5 * TOKEN),
        ("held by market", 4 * TOKEN),
        ("in wallets of cheats", 2 * TOKEN),
    ]
    page = statement(moved)
    assert "Users paid $12.00 in fees; $6.00 left the factory" in page
    assert ">0 base units<" in page


def test_a_market_that_was_run_has_all_that_it_should(tmp_path: Path) -> None:
    finished = run(["scenario=market", "lab=stub", "horizon_days=2", f"out={tmp_path / 'run'}"])
    page = (finished.path / "report.html").read_text("utf-8")
    assert ">What users bought<" in page
    assert ">Where the dollars went<" in page
    assert page.count(">0 base units<") >= 2
