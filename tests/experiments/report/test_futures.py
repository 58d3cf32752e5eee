"""Two futures on one page: the lines that they are drawn by, and what differs at the end."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pyarrow as pa

from experiments.forking.origin import Origin
from experiments.report.course import Course
from experiments.report.futures import differences, futures
from experiments.report.page import render
from experiments.report.record import Record
from experiments.report.wording import MINUS, NONE
from sim.durations import DAY
from sim.money import TOKEN

Make = Callable[..., Record]


def course(record: Record, **tables: pa.Table) -> Course:
    """Of the small factory with other tables."""
    return Course.of(replace(record, tables={**record.tables, **tables}))


def test_a_course_has_the_lines_of_a_run(made: Make) -> None:
    found = Course.of(made())
    assert found.accuracy == ((43_000.0, 0.967),)
    assert found.price == ((0.0, 0.5), (2 * DAY, 0.5))
    assert found.fees == ()
    assert found.holdings["cheats"] == ((0.0, 200.0), (2 * DAY, 150.0))


def test_a_course_is_read_as_it_was_written(made: Make) -> None:
    assert Course.of_plain(Course.of(made()).plain()) == Course.of(made())


def test_who_takes_part_is_told_by_stakes_where_nobody_keeps_books(made: Make) -> None:
    assert Course.of(made()).inside == ((0.0, 0), (2 * DAY, 1))


def test_who_takes_part_is_told_by_books_where_there_are_some(made: Make) -> None:
    """A closing belongs to the day in which it falls."""
    closings = [(100.0, True), (50_000.0, False), (DAY + 100.0, True), (DAY + 50_000.0, True)]
    books = pa.table({"time": [time for time, _ in closings], "inside": [inside for _, inside in closings]})
    assert course(made(), books=books).inside == ((DAY, 1), (2 * DAY, 2))


def test_the_price_is_the_hourly_one_where_a_pool_makes_it(made: Make) -> None:
    prices = pa.table({"time": [0.0, 3600.0], "price": [2.0, 3.0]})
    assert course(made(), prices=prices).price == ((0.0, 2.0), (3600.0, 3.0))


def test_fees_are_those_of_each_day(made: Make) -> None:
    usage = pa.table({"time": [1.0, 2.0, DAY + 1.0], "fees": [TOKEN, 2 * TOKEN, 4 * TOKEN]})
    assert course(made(), usage=usage).fees == ((DAY, 3.0), (2 * DAY, 4.0))


def test_what_differs_is_told_with_its_difference_and_words_without() -> None:
    there = {"accuracy": 0.9, "price": 0.004, "tokens.a": 10.0, "caught": "a"}
    here = {"accuracy": 0.8, "price": 0.004, "tokens.a": 12.5, "tokens.b": 1.0, "caught": ""}
    assert list(differences(there, here)) == [
        ["accuracy", "0.9", "0.8", f"{MINUS}0.1"],
        ["caught", "a", NONE, NONE],
        ["tokens.a", "10", "12.5", "+2.5"],
        ["tokens.b", NONE, "1", NONE],
    ]


def test_the_section_names_the_change_the_day_and_the_other_run(made: Make) -> None:
    there = replace(Course.of(made()), accuracy=((43_000.0, 0.5),))
    origin = Origin("f" * 64, "c" * 32, 0.25, ("turn.cheats=honest",), {"accuracy": 0.5}, there)
    section = futures(origin, made())
    for text in ("Two futures", "<code>turn.cheats=honest</code>", "f" * 64, "as it was 50.0 %", "fork 96.7 %"):
        assert text in section
    assert "Two futures" in render(replace(made(), origin=origin))
    assert "Two futures" not in render(made())
