"""Further figures, in words and with their units."""

from __future__ import annotations

from experiments.metrics.declared import METRICS
from experiments.report.further import FIGURES, further
from tests.experiments.report.test_gains import cells


def test_each_figure_that_a_run_tells_has_its_unit_and_others_are_left_out() -> None:
    numbers = {
        "runway": 14.62,
        "emission_dependence": 0.0467,
        "attack_cost": -3.5,
        "stuck_escrow.usd": 0.0,
        "price": 9.0,
    }
    rate = {"false_slash_rate.mean": 0.0, "false_slash_rate.low": 0.0, "false_slash_rate.high": 0.0542}
    assert cells(further({**numbers, **rate}))[1:] == [
        ["dollars of those who take part would pay their bills for", "14.6 days", "runway"],
        ["new tokens, of all that came in", "4.7 %", "emission_dependence"],
        ["attackers are down by", "-$3.50", "attack_cost"],
        ["left in purses that are nobody&#x27;s, usd", "0", "stuck_escrow.usd"],
        ["honest agents that were slashed (95 % interval)", "0.0 % (0.0 % to 5.4 %)", "false_slash_rate"],
    ]


def test_a_run_that_tells_none_of_them_has_no_such_section() -> None:
    assert further({"price": 9.0}) == ""


def test_every_figure_is_a_metric() -> None:
    assert FIGURES.keys() <= {metric.name for metric in METRICS}
