"""The cluster's timeline, dealt to cards and added up."""

from __future__ import annotations

import numpy as np

from experiments.report.capacity import cards
from experiments.report.cast import Cast, Member
from experiments.report.lanes import Span, lanes, spans
from experiments.report.load import busy_cards, utilisation

OWNER = Member("owners.0", "owners", 0, "compute", "Honest()")


def test_spans_know_who_submitted_and_forget_what_took_no_time() -> None:
    rows = [
        {"node": "o.0/0", "gpus": 1, "job": "trainers.0/12", "start": 5.0, "end": 9.0},
        {"node": "o.0/0", "gpus": 1, "job": "", "start": 1.0, "end": 2.0},
        {"node": "o.0/0", "gpus": 1, "job": "trainers.0/13", "start": 3.0, "end": 3.0},
    ]
    assert spans(rows) == [Span("o.0/0", 1, "", 1.0, 2.0), Span("o.0/0", 1, "trainers.0", 5.0, 9.0)]


def test_a_job_takes_the_lowest_free_cards() -> None:
    a, b, c = Span("n", 2, "a", 0.0, 10.0), Span("n", 1, "b", 2.0, 4.0), Span("n", 1, "c", 4.0, 6.0)
    assert [(lane.card, lane.spans) for lane in lanes([a, b, c])] == [(0, (a,)), (1, (a,)), (2, (b, c))]


def test_mean_cards_in_use_between_edges() -> None:
    every = [Span("n", 2, "a", 0.0, 15.0), Span("n", 1, "b", 10.0, 20.0), Span("n", 4, "", 0.0, 20.0)]
    load = busy_cards(every, np.array([0.0, 10.0, 20.0]), {"a": "trainers", "b": "cheats"})
    assert {group: held.tolist() for group, held in load.items()} == {"cheats": [0.0, 1.0], "trainers": [2.0, 1.0]}


def test_utilisation_leaves_out_cards_that_were_out_of_service() -> None:
    every = [Span("n", 1, "a", 0.0, 30.0), Span("n", 1, "", 0.0, 40.0)]
    assert utilisation(every, cards=1, horizon=100.0) == 0.5


def test_no_card_was_ever_in_service() -> None:
    assert utilisation([], cards=0, horizon=100.0) == 0.0


def test_cards_are_counted_from_the_machines_that_agents_bring() -> None:
    config = {
        "machines": {"server": {"count": 8}, "pc": {}},
        "population": {"owners": {"machines": ["server", "pc"]}, "trainers": {}},
    }
    assert cards(config, Cast((OWNER,)), []) == 9
    assert cards({}, Cast((OWNER,)), lanes([Span("n", 3, "a", 0.0, 1.0)])) == 3
