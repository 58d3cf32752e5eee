"""The page without a browser: what it is made of, and what its buttons do. It needs the extra `viz`, and no chromium."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from time import monotonic, sleep
from typing import Any

import pytest

from experiments.viewing.asked import VARIABLE, asked, written

solara = pytest.importorskip("solara")
pytest.importorskip("mesa.visualization")
import ipyvuetify as v  # noqa: E402
import ipywidgets  # noqa: E402

WORDS = ["scenario=digits", "lab=stub", "horizon_days=0.5", "hours=2"]


@pytest.fixture
def page(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """The outermost widget of a page that is there."""
    monkeypatch.setenv(VARIABLE, written(asked(WORDS)))
    from experiments.viewing.page import Page

    outermost, context = solara.render(solara.AppLayout(children=[Page()]), handle_error=False)
    yield outermost
    context.close()


def within(page: Any, kind: type[Any]) -> list[Any]:
    """Every widget of a kind, in the order of the page."""
    inner = [*getattr(page, "children", ()), *getattr(page, "items", ())]
    found = [each for child in inner if isinstance(child, ipywidgets.Widget) for each in within(child, kind)]
    return [page, *found] if isinstance(page, kind) else found


def texts(page: Any) -> str:
    children = (child for each in within(page, v.Html) for child in each.children)
    return " ".join(child for child in children if isinstance(child, str))


def button(page: Any, name: str) -> Any:
    (found,) = (each for each in within(page, v.Btn) if name in each.children)
    return found


def slider(page: Any, name: str) -> Any:
    (found,) = (each for each in within(page, v.Slider) if each.label == name)
    return found


def images(page: Any) -> list[bytes]:
    return [each.value for each in within(page, ipywidgets.Image)]


def until(true: Callable[[], bool]) -> None:
    end = monotonic() + 60
    while not true():
        assert monotonic() < end
        sleep(0.05)


def test_it_begins_at_day_0_with_four_pictures_and_the_sliders_of_the_factory(page: Any) -> None:
    assert "day 0.00 of 0.5" in texts(page)
    assert len(images(page)) == 4
    settings = {"seed": (0, 99, 0), "verification.rate": (0, 1, 0.25), "population.cheats.count": (0, 20, 2)}
    found = {name: slider(page, name) for name in settings}
    assert {name: (each.min, each.max, each.v_model) for name, each in found.items()} == settings


def test_a_step_lets_the_time_pass_that_was_asked_for_and_draws_what_it_changed(page: Any) -> None:
    network, accuracy, price, money = images(page)
    button(page, "Step").click()
    assert "day 0.08 of 0.5" in texts(page)  # two hours
    after = images(page)
    assert after[0] != network and after[2] != price and after[3] != money
    assert after[1] == accuracy  # a round takes six hours: none is settled yet


def test_sliders_change_the_factory_after_reset_and_not_the_one_that_runs(page: Any) -> None:
    slider(page, "population.cheats.count").v_model = 5
    assert "population.cheats.count 2" in texts(page)
    button(page, "Step").click()
    assert "population.cheats.count 2" in texts(page)
    button(page, "Reset").click()
    assert "population.cheats.count 5" in texts(page)
    assert "day 0.00 of 0.5" in texts(page)


def test_it_plays_to_the_end_and_then_there_is_nothing_to_press_but_reset(page: Any) -> None:
    button(page, "▶").click()
    until(lambda: "day 0.50 of 0.5" in texts(page))
    until(lambda: button(page, "Step").disabled)
    button(page, "Reset").click()
    until(lambda: "day 0.00 of 0.5" in texts(page))  # the thread that played may still be drawing
    until(lambda: not button(page, "Step").disabled)


def test_what_cannot_be_built_is_told_on_the_page_until_another_is(page: Any) -> None:
    """A rate above 1, which no browser lets a slider say."""
    slider(page, "verification.rate").v_model = 2.0
    button(page, "Reset").click()
    (told,) = within(page, v.Alert)
    assert "rate=2" in str(told.children)
    assert images(page) == []
    slider(page, "verification.rate").v_model = 1.0
    button(page, "Reset").click()
    assert within(page, v.Alert) == []
    assert len(images(page)) == 4
