"""What can be asked of a view, and what is refused in one line."""

from __future__ import annotations

import pytest

from experiments.bad_input import BadInput
from experiments.cli import main
from experiments.viewing.asked import asked, read, written

DIGITS = ["scenario=digits", "lab=stub"]


def test_its_own_words_are_no_overrides() -> None:
    page = asked(
        [*DIGITS, "slider=verification.rate:0:0.5", "slider=population.cheats.count:1:4", "hours=6", "port=9000"]
    )
    assert (page.overrides, page.hours, page.port) == (tuple(DIGITS), 6.0, 9000)
    assert [(each.key, each.low, each.high, each.whole) for each in page.sliders] == [
        ("verification.rate", 0.0, 0.5, False),
        ("population.cheats.count", 1.0, 4.0, True),
    ]
    assert page.sliders[1].value == 2  # as many cheats as the scenario has
    assert read(written(page)) == page


def test_without_a_slider_it_has_those_that_fit_the_factory() -> None:
    assert [each.key for each in asked(DIGITS).sliders] == ["seed", "verification.rate", "population.cheats.count"]
    assert [each.key for each in asked([*DIGITS, "verification=none", "seed=1000"]).sliders] == [
        "population.cheats.count"
    ]


@pytest.mark.parametrize(
    ("word", "line"),
    [
        ("slider=verification.rate", "slider=verification.rate; allowed: KEY:LOW:HIGH, such as verification.rate:0:1"),
        ("slider=verification.rate:0:inf", "slider=verification.rate:0:inf; allowed: finite ends"),
        ("slider=verification.rate:1:0", "slider=verification.rate:1:0; allowed: the low end first, then a higher one"),
        ("slider=seed:5:9", "slider=seed:5:9: seed is 0; allowed: ends around it"),
        ("slider=nothing:0:1", "slider=nothing: this factory has no such setting"),
        ("slider=population:0:1", "slider=population:0:1: population is "),
        ("hours=0", "hours=0; allowed: simulated hours of a step, above 0"),
        ("hours=nan", "hours=nan; allowed: simulated hours of a step, above 0"),
        ("hours=long", "hours=long; allowed: simulated hours of a step, above 0"),
        ("port=0", "port=0; allowed: 1 to 65535"),
        ("port=x", "port=x; allowed: 1 to 65535"),
        ("out=here", "out=here: a view keeps no result"),
        ("verification.rate=2", "verification.rate=2"),
    ],
)
def test_what_cannot_be_read_is_told_in_one_line(word: str, line: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(BadInput) as error:
        asked([*DIGITS, word])
    assert str(error.value).startswith(line)
    assert main(["view", *DIGITS, word]) == 2
    assert capsys.readouterr().err.count("\n") == 1
