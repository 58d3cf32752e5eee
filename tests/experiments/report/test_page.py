"""The page as a whole: complete, self-contained, and the same every time."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any
from xml.etree import ElementTree

import pytest

from experiments.report.page import render
from experiments.report.record import Record
from sim.money import TOKEN

Made = Callable[..., Record]
Small = dict[str, list[tuple[Any, ...]]]
XMLNS = r'xmlns(:\w+)?="http://www.w3.org/[^"]*"'


def parsed(page: str) -> ElementTree.Element:
    head, _, body = page.partition("\n")
    assert head == "<!DOCTYPE html>"
    return ElementTree.fromstring(body)


def words(page: str) -> str:
    return " ".join(" ".join(parsed(page).itertext()).split())


def cells(page: str) -> list[list[str]]:
    """Every table row, minus signs and dashes written as on a keyboard."""
    plain = str.maketrans({"\N{MINUS SIGN}": "-", "\N{EN DASH}": "none"})
    return [["".join(cell.itertext()).translate(plain) for cell in row] for row in parsed(page).iter("tr")]


def test_says_what_happened_on_its_face(made: Made) -> None:
    text = words(render(made()))
    assert "Accuracy came to 96.7 % in 1 round over 2 days." in text
    assert "cheats.0 cheated (sign flip) and was caught, first on day 0.5. No honest agent was slashed." in text
    assert "One draw: seed 7. 2 days of the factory “small”." in text
    assert "2 jobs (1 done, 1 failed), 2.5 GPU hours, 3 kWh, $6.25" in text
    assert "b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2" in text


def test_tables_have_literal_cells(made: Made) -> None:
    rows = cells(render(made()))
    assert [
        "cheats.0",
        "SignFlip(inner=Honest(), scale=1.0)",
        "once",
        "0.5",
        "still in",
        "50.00",
        "0",
        "-50.00",
        "-$26.25",
    ] in rows
    assert ["trainers", "1", "$15.00", "$5.00", "30.00", "none", "none", "none", "-0.001", "+30.00"] in rows
    assert ["all", "3", "-$4.50", "$6.25", "30.00", "10.00", "1.00", "-50.00", "-0.001", "-9.00"] in rows
    assert ["residual: issued, and nowhere", "0 base units"] in rows


def test_is_self_contained(made: Made) -> None:
    page = render(made())
    assert re.findall(r"https?://", re.sub(XMLNS, "", page)) == []
    assert re.findall(r"<(script|link|iframe|img)\b|@import|\bsrc=", page) == []


def test_ids_are_unique_and_references_resolve(made: Made) -> None:
    page = render(made())
    ids = re.findall(r'\bid="([^"]+)"', page)
    assert len(ids) == len(set(ids)) > 0
    assert set(re.findall(r'(?:href="#|url\(#)([^")]+)', page)) <= set(ids)


def test_same_record_same_bytes(made: Made) -> None:
    assert render(made()) == render(made())


def test_text_is_escaped(made: Made) -> None:
    truth = [("a<b>&.0", "a<b>&", 0, "trainer", 'Tricky(inner=A(), text="<script>")')]
    page = render(made("<i>", truth=truth, facts=[], ledger=[], agents=[], jobs=[], timeline=[]))
    assert "<script>" not in page
    assert next(row[:2] for row in cells(page) if row[0] == "a<b>&.0") == [
        "a<b>&.0",
        'Tricky(inner=A(), text="<script>")',
    ]
    assert "2 days of the factory “<i>”." in words(page)


@pytest.mark.parametrize(
    ("missing", "said"),
    [
        ("rounds", "No round was settled, so there is no model to measure."),
        ("timeline", "No job ran on the cluster."),
        ("ledger", "No money moved."),
        ("blocks", "no block was made"),
    ],
)
def test_an_empty_table_is_told_in_words(made: Made, missing: str, said: str) -> None:
    replaced: dict[str, list[tuple[object, ...]]] = {missing: []}
    assert said in words(render(made(**replaced)))


def test_a_factory_in_which_nothing_happened(made: Made) -> None:
    nothing: dict[str, list[tuple[object, ...]]] = {
        name: [] for name in ("truth", "facts", "ledger", "rounds", "jobs", "timeline", "agents", "blocks")
    }
    text = words(render(made(**nothing)))
    assert "0 agents for 2 days; no round of training was settled." in text
    assert "There are no agents, so nobody holds anything." in text


def test_a_factory_that_trains_nothing_says_what_it_did_and_nothing_of_models_or_machines(
    made: Made, small: Small
) -> None:
    leased = (8, 43_200.0, 5, "Leased", "market", {"lease": 1, "owner": "o.0", "cards": 2, "price": TOKEN}, 6)
    record = made(rounds=[], timeline=[], facts=[*small["facts"], leased])
    text = words(render(replace(record, config={**record.config, "task": None})))
    assert "3 agents for 2 days; 1 lease." in text
    assert "How good the model became" not in text
    assert "What the machines did" not in text
    assert "1 lease (none ended yet); 0 wishes found no cards." in text


def test_what_was_sold_is_no_loss(made: Made, small: Small) -> None:
    sold = [
        (11, 5, 43_200.0, "token", "trainers.0", "exchange", 10 * TOKEN, 4),
        (12, 5, 43_200.0, "usd", "exchange", "trainers.0", 6 * TOKEN, 4),
    ]
    rows = cells(render(made(ledger=[*small["ledger"], *sold])))
    assert next(row[2] for row in rows if row[0] == "trainers") == "$16.00"  # (30 - 10) tokens at $.50, and $6


def test_an_honest_agent_that_was_slashed_is_in_the_table(made: Made, small: Small) -> None:
    truth = [("cheats.0", "cheats", 0, "trainer", "Honest()"), *small["truth"][1:]]
    page = render(made(truth=truth))
    assert "Nobody cheated. Falsely slashed: cheats.0, honest all along." in words(page)
    assert ["cheats.0", "honest (falsely slashed)", "once"] in [row[:3] for row in cells(page)]


def test_many_cheats_are_told_by_group_and_can_be_unfolded(made: Made, small: Small) -> None:
    many = [(f"cheats.{n}", "cheats", n, "trainer", "FreeRider(inner=Honest())") for n in range(13)]
    rows = cells(render(made(truth=[*many, *small["truth"][1:]])))
    assert [
        "cheats (13)",
        "FreeRider(inner=Honest())",
        "once",
        "0.5",
        "still in",
        "50.00",
        "0",
        "-50.00",
        "-$26.25",
    ] in rows
    assert ["cheats.12", "FreeRider(inner=Honest())", "0 times", "never", "still in", "0", "0", "0", "$0.00"] in rows


def test_where_the_wall_time_went_is_told_at_the_foot_where_it_is_known(made: Made) -> None:
    times = {"began": "2026-01-01", "seconds": 20.0, "phases": {"building": 4.0, "training": 15.0, "writing": 0.01}}
    told = words(render(replace(made(), times=times)))
    assert "wall time 20.0 s, of which training 15.0 s (75 %), building 4.0 s (20 %)" in told
    assert "wall time" not in words(render(made()))


def test_how_many_trainings_the_lab_computed_together_is_told_with_it(made: Made) -> None:
    """Three alone, two stacks of four and one of nine: the fourth of six is of four."""
    times = {"began": "2026-01-01", "seconds": 20.0, "phases": {"training": 15.0}, "stacks": {"1": 3, "4": 2, "9": 1}}
    told = words(render(replace(made(), times=times)))
    assert "training 15.0 s (75 %); 20 trainings in 6 stacks of 1 to 9, half of them of 4 or more" in told


def test_an_intervention_is_told_at_the_top(made: Made) -> None:
    record = made()
    turn = {"_target_": "sim.interventions.Turn", "at_days": 1.5, "group": "a", "behaviour": {"_target_": "x.y.Alie"}}
    changed = replace(record, config={**record.config, "interventions": [turn]})
    assert "The scenario intervened: turn on day 1.5 (group=a, behaviour=Alie)." in words(render(changed))
    assert "intervened" not in words(render(record))


def test_the_command_that_repeats_the_run_names_its_plugins(made: Made) -> None:
    record = made()
    assert "aifactory verify . --rerun executes" in words(render(record))
    changed = replace(record, config={**record.config, "plugins": ["mine", "yours"]})
    assert "aifactory verify . --rerun plugins=[mine,yours] executes" in words(render(changed))


def test_a_cheat_that_was_struck_off_is_out(made: Made, small: Small) -> None:
    struck = (8, 43_200.0, 5, "Left", "registry", {"account": "cheats.0", "role": "trainer"}, 6)
    rows = cells(render(made(facts=[*small["facts"], struck])))
    assert next(row[2:6] for row in rows if row[0] == "cheats.0") == ["once", "0.5", "0.5", "50.00"]


def test_a_price_at_which_everybody_left_after_the_end_is_not_the_price_at_the_end(made: Made, small: Small) -> None:
    """The horizon is day 2; on day 9 the stakes are back and a token is a hundredth of a dollar."""
    wound_up = [(9 * 86_400.0, who, 777 * TOKEN, 0, 0.01) for who in ("cheats.0", "trainers.0", "validators.0")]
    page = render(made(agents=[*small["agents"], *wound_up]))
    assert "dollars at $0.5 a token." in words(page)
    ended = re.search(r"Mean tokens per agent over time by group, at the end: ([^\"<]*)", page)
    assert ended is not None
    assert ended[1] == "trainers 230.0, validators 111.0, cheats 150.0."


def test_granted_sight_is_on_the_page(made: Made) -> None:
    page = render(made(peeks=[(5.0, "cheats.0", "updates"), (6.0, "cheats.0", "updates")]))
    assert "The scenario let some see more than the public chain: cheats.0 (updates)." in words(page)


def test_a_hundred_agents_are_told_by_group(made: Made) -> None:
    accounts = [(f"trainers.{n}", "trainers", n, "trainer", "Honest()") for n in range(100)]
    looks = [
        (day * 86_400.0, account, n * TOKEN, 0, 0.5) for day in range(3) for n, (account, *_) in enumerate(accounts)
    ]
    page = render(made(truth=accounts, agents=looks, ledger=[], facts=[], jobs=[], timeline=[]))
    assert next(row[:2] for row in cells(page) if row[0] == "trainers") == ["trainers", "100"]
    assert len(page) < 200_000
