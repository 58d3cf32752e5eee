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
        {"account": "trainers.0", "hardware": 6.0, "fixed": 1.0, "capital": 1.0},
        {"account": "trainers.0", "hardware": 4.0, "fixed": 3.0, "capital": 1.0},
    ]
    assert profits(evidence(books=books))["trainers.0"] == pytest.approx(17.0)
