"""What somebody is better off by, counted by hand."""

from __future__ import annotations

import pyarrow as pa
import pytest

from experiments.metrics.evidence import Evidence
from experiments.properties.profit import profit, profits
from sim.durations import DAY
from sim.money import TOKEN

FACTS = [("genesis", "Begun", "{}"), ("training_round", "Ruled", '{"family":"reward"}'), ("registry", "Acted", "{}")]
LEDGER = [  # asset, payer, payee, tokens, cause
    ("token", "issuance", "trainers.0", 100, 0),
    ("token", "trainers.0", "registry/stake/trainers.0", 50, 2),
    ("token", "training_round/pot", "trainers.0", 30, 1),
    ("token", "registry/stake/trainers.0", "burned", 5, 2),
    ("token", "training_round/pot", "trainers.1", 8, 1),
]
"""A stake of 50, a reward of 30, a slash of 5; and 8 for another."""


def evidence(**tables: list[dict[str, object]]) -> Evidence:
    """Two days at the end of which a token costs two dollars."""
    found = {
        "facts": [
            {"fact": n, "subject": subject, "kind": kind, "body": body, "time": 0.0}
            for n, (subject, kind, body) in enumerate(FACTS)
        ],
        "ledger": [
            {"time": 0.0, "asset": asset, "payer": payer, "payee": payee, "amount": many * TOKEN, "cause": cause}
            for asset, payer, payee, many, cause in LEDGER
        ],
        "agents": [
            {"time": day * DAY, "account": f"trainers.{place}", "wallet": 0, "staked": 0, "price": float(day)}
            for day in (0, 2)
            for place in (0, 1)
        ],
        "truth": [
            {"account": f"trainers.{n}", "group": "trainers", "place": n, "role": "trainer", "behaviour": "Honest()"}
            for n in (0, 1)
        ],
        "jobs": [{"owner": "trainers.0", "dollars": 12.0}],
        **tables,
    }
    return Evidence({name: pa.Table.from_pylist(rows) for name, rows in found.items()})


def test_it_is_what_came_less_what_was_lost_and_what_jobs_cost_by_the_day() -> None:
    """(30 - 5) tokens at $2 less $12 of rent in two days, and 8 tokens at $2; a stake is still one's own."""
    assert profits(evidence()) == {"trainers.0": 19.0, "trainers.1": 8.0}
    assert profit(evidence(), "trainers") == 27.0
    assert profit(evidence(), "nobody") == 0.0


def test_who_keeps_books_is_charged_what_stands_in_them_and_no_rent_besides() -> None:
    """$50 less 10, 4 and 2 of the books."""
    books = [
        {"account": "trainers.0", "time": DAY, "hardware": 6.0, "fixed": 1.0, "capital": 1.0},
        {"account": "trainers.0", "time": 2 * DAY, "hardware": 4.0, "fixed": 3.0, "capital": 1.0},
    ]
    assert profits(evidence(books=books))["trainers.0"] == pytest.approx(17.0)


def test_what_is_paid_and_slashed_while_a_factory_is_wound_up_counts_and_what_is_sold_then_does_not() -> None:
    """After two days that bring 10 tokens at $2, cost $4 of hardware and $3 of time, and in which 5 tokens are sold for $8:
    a reward of 6 tokens, a slash of 1 and $1 of hardware count; 20 tokens that go for $2 and a day's fixed cost do not."""
    ruled = '{"family":"%s"}'
    facts = [("genesis", "Begun", "{}"), ("training_round", "Ruled", ruled % "reward")]
    facts += [("exchange", "Ruled", ruled % "exchange"), ("registry", "Acted", "{}")]
    moves = [  # day, asset, payer, payee, units, cause
        (1, "token", "training_round/pot", "a.0", 10, 1),
        (1, "token", "a.0", "exchange", 5, 2),
        (1, "usd", "exchange", "a.0", 8, 2),
        (3, "token", "training_round/pot", "a.0", 6, 1),
        (3, "token", "registry/stake/a.0", "burned", 1, 3),
        (3, "token", "a.0", "exchange", 20, 2),
        (3, "usd", "exchange", "a.0", 2, 2),
    ]
    keys = ("time", "asset", "payer", "payee", "amount", "cause")
    found = evidence(
        measured=[{"begin": 0.0, "end": 2 * DAY}],
        facts=[{"fact": n, "subject": s, "kind": k, "body": b, "time": 0.0} for n, (s, k, b) in enumerate(facts)],
        ledger=[dict(zip(keys, (d * DAY, a, p, to, many * TOKEN, c), strict=True)) for d, a, p, to, many, c in moves],
        agents=[{"time": 2 * DAY, "account": "a.0", "wallet": 0, "staked": 0, "price": 2.0}],
        jobs=[],
        truth=[{"account": "a.0", "group": "a", "place": 0, "role": "trainer", "behaviour": "Honest()"}],
        books=[
            {"account": "a.0", "time": 2 * DAY, "hardware": 4.0, "fixed": 2.0, "capital": 1.0},
            {"account": "a.0", "time": 3 * DAY, "hardware": 1.0, "fixed": 50.0, "capital": 60.0},
        ],
    )
    assert profits(found) == {"a.0": ((10 - 5 + 6 - 1) * 2.0 + 8.0 - 4.0 - 3.0 - 1.0) / 2}
