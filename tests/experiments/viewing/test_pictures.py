"""What is drawn of a factory, and what is said where there is nothing to draw."""

from __future__ import annotations

from math import hypot

import pytest
from matplotlib.figure import Figure

from experiments.report.cast import Cast, Member
from experiments.viewing import pictures
from experiments.viewing.ring import around
from experiments.viewing.watched import Watched

DIGITS = ("scenario=digits", "lab=stub", "horizon_days=0.5")


def words(figure: Figure) -> list[str]:
    """Every text of a figure that is not empty."""
    return [text.get_text() for text in figure.findobj(lambda each: hasattr(each, "get_text")) if text.get_text()]


def test_before_the_first_step_it_says_that_there_is_nothing_yet() -> None:
    watched = Watched(DIGITS, 6.0)
    assert "no model is settled yet" in words(pictures.accuracy(watched))
    assert "no tokens moved" in words(pictures.money(watched))
    assert any("no tokens moved" in text for text in words(pictures.network(watched)))


def test_every_scale_has_its_unit_and_a_line_tells_where_it_is() -> None:
    watched = Watched(DIGITS, 6.0)
    watched.step()
    accuracy, price, money = (draw(watched) for draw in (pictures.accuracy, pictures.price, pictures.money))
    assert {"day", "share of right answers"} <= set(words(accuracy))
    assert {"day", "dollars", "0.00429"} <= set(words(price))
    assert "tokens: paid to the left, received to the right" in words(money)


def test_the_ring_names_groups_and_numbers_their_members() -> None:
    watched = Watched(DIGITS, 6.0)
    watched.step()
    found = words(pictures.network(watched))
    assert {"8 trainers", "2 cheats", "3 validators", "7", "treasury"} <= set(found)
    assert any("the widest here: 20,000 tokens" in text for text in found)  # the budget of a round


def test_agents_stand_on_a_ring_with_more_room_between_groups() -> None:
    members = [Member(f"{group}.{n}", group, n, "trainer", "Honest") for group in "ab" for n in range(3)]
    places = around(Cast(tuple(members)))
    assert [hypot(*place) for place in places.values()] == pytest.approx([1.0] * 6)
    assert places["a.0"] == pytest.approx((0.0, 1.0))
    apart = [
        hypot(*(p - q for p, q in zip(places[a], places[b], strict=True))) for a, b in (("a.0", "a.1"), ("a.2", "b.0"))
    ]
    assert apart[1] > apart[0]
