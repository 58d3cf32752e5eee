"""The shocks of the how-to happen as it says."""

from __future__ import annotations

import re
from collections import Counter
from functools import partial
from pathlib import Path
from typing import Any

import pytest
import yaml

from experiments.building.blueprint import blueprint
from experiments.composing.compose import composed
from sim.durations import DAY, HOUR
from sim.factory import Factory
from sim.messages.registry import Join
from sim.money import TOKEN
from tests.factory.conftest import Line, Played

PAGE = (Path(__file__).parents[2] / "docs" / "how-to" / "shock-a-factory.md").read_text("utf-8")
SHOCKS = {
    title: yaml.safe_load(block)["interventions"]
    for title, block in re.findall(r"\n\*\*([^*]+)\.\*\*.*?```yaml\n(interventions:.*?)```", PAGE, re.DOTALL)
}
SMALL = ("lab=stub", "horizon_days=0.5")
STRANGERS = "population.strangers={role: holder, behaviour: honest, tokens: 9_000_000_000_000}"
NOBODY_ELSE = [f"population.{name}=null" for name in ("fundamentalists", "followers", "noise", "arbitrageurs")]
DUMPERS = "population.dumpers={role: trader, behaviour: honest, tokens: 1_656_954_000_000_000}"
"""Of a pool of four million tokens .414214, and a hundred for gas."""


def shocked(title: str, day: float, *overrides: str, script: tuple[Line, ...] = ()) -> Played:
    """A run with a shock of the page on another day."""
    changes: list[dict[str, Any]] = [{**change, "at_days": day} for change in SHOCKS[title]]
    for change in changes:
        if "at_days" in change.get("behaviour", {}):
            change["behaviour"] = {**change["behaviour"], "at_days": day}
    told = yaml.safe_dump(changes, default_flow_style=True, width=10_000).strip()
    factory = Factory(blueprint(composed([*overrides, f"interventions={told}"])))
    for line in script:
        factory.env.timeout(line.at, line).callbacks.append(partial(_send, factory))
    factory.run()
    return Played(factory)


def _send(factory: Factory, due: Any) -> None:
    factory.chain.send(due.value.sender, due.value.message)


def test_the_page_shows_eight_shocks() -> None:
    assert len(SHOCKS) == 8


@pytest.mark.parametrize(
    "title",
    [
        "A power cut",
        "Hardware at twice the price",
        "A stolen key, a lost key, a bug in a contract",
        "A contract is halted",
        "Everybody of a kind leaves",
    ],
)
def test_a_shock_of_the_page_can_be_built_and_arranged(title: str) -> None:
    assert shocked(title, 0.01, "scenario=market", "lab=stub", "horizon_days=0.02").factory.env.now == 0.02 * DAY


def test_everybody_of_a_kind_leaves() -> None:
    run = shocked("Everybody of a kind leaves", 0.1, "scenario=market", "lab=stub", "horizon_days=1.2")
    assert Counter(fact.body["role"] for fact in run.facts("Left")) == {"validator": 3}


def test_a_new_law_is_for_those_who_join_from_then_on() -> None:
    before, after = (
        Line(at, f"strangers.{place}", Join("juror", 5000 * TOKEN)) for place, at in enumerate((HOUR, 5 * HOUR))
    )
    strangers = STRANGERS.replace("role:", "count: 2, role:")
    run = shocked("A new law", 0.125, "scenario=market", *SMALL, "compliance=none", strangers, script=(before, after))
    assert [f.time for f in run.facts("Joined") if f.body["account"] == "strangers.0"] == [HOUR + 2]
    assert run.refusals("strangers.1") == ["join is for verified accounts only"]


def test_a_cheaper_and_better_rival_takes_requests_away() -> None:
    run = shocked("A rival that is cheaper and better", 0.25, "scenario=market", *SMALL)
    taken: dict[bool, Counter[str]] = {False: Counter(), True: Counter()}
    for row in run.rows("usage"):
        taken[row["time"] > 0.25 * DAY][row["seller"]] += row["requests"]
    share = {late: sold["rival"] / sold.total() for late, sold in taken.items()}
    # Nothing else is on sale in the first hours. The odds of the rival are (w / price)^4 with ln w ~ N(ln .02, .5): their
    # logarithm is normal with mean 4 ln(.02 / .025) = -.893 and deviation 2, which makes a share of
    # 1 / (1 + exp(.893 / sqrt(1 + 4 pi / 8))) = .364; at .02 the mean is 0, and the share a half.
    assert share == {False: pytest.approx(0.364, abs=0.02), True: pytest.approx(0.5, abs=0.02)}


def test_who_dumps_four_tenths_of_a_pool_halves_its_price() -> None:
    quiet = ["population.market=null", "population.earners=null", *NOBODY_ELSE]
    run = shocked("The token at half its price", 0.25, "scenario=token_market", "horizon_days=0.5", *quiet, DUMPERS)
    prices = [row["price"] for row in run.rows("prices")]
    assert prices[0] == pytest.approx(0.00429)
    assert prices[-1] == pytest.approx(0.00429 / 2, rel=0.01)
