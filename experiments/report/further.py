"""Further figures that one asks a factory for, those that the run tells of."""

from __future__ import annotations

from collections.abc import Mapping

from experiments.metrics.metric import Value
from experiments.report.markup import Html, paragraph, section, table
from experiments.report.wording import NONE, dollars, percent

DAYS, SHARE, DOLLARS, PLAIN = "{:.1f} days", "%", "$", "{:.3g}"
FIGURES = {
    "runway": ("dollars of those who take part would pay their bills for", DAYS),
    "emission_dependence": ("new tokens, of all that came in", SHARE),
    "real_yield": ("dividends on a token, a year", SHARE),
    "verification_share": ("checking, of what work was paid", SHARE),
    "wash_share": ("fees that sellers paid themselves", SHARE),
    "detection_lag": ("from the first cheat to the first slash, median", DAYS),
    "recovery_days": ("from the fall of accuracy until it was back", DAYS),
    "attack_cost": ("attackers are down by", DOLLARS),
    "attack_cost_per_point": ("the same for each point of accuracy that is missing at the end", DOLLARS),
    "reward_quality_correlation": ("rank correlation of rewards and what updates were really worth", PLAIN),
    "pay_score_correlation": ("rank correlation of rewards and published scores", PLAIN),
    "effective_validators": ("validators of equal stake that would be as concentrated", PLAIN),
    "stake_nakamoto": ("agents that have more than half of the stake", PLAIN),
    "governance_latency": ("from a proposal to its enactment", DAYS),
    "identity_break_even": ("an identity could have cost, for a", DOLLARS),
    "stuck_escrow": ("left in purses that are nobody's,", PLAIN),
}
"""By metric, what it is in words, and its unit; one with several parts is told part by part."""


def further(numbers: Mapping[str, Value]) -> Html:
    """A table of these figures, and the rate of false slashes with its interval; nothing of what the run does not tell."""
    rows = list[list[str]]()
    for name, (words, unit) in FIGURES.items():
        rows += [[words, _told(numbers[name], unit), name]] if name in numbers else []
        rows += [
            [f"{words} {key.partition('.')[2]}", _told(value, unit), key]
            for key, value in numbers.items()
            if key.startswith(f"{name}.")
        ]
    if "false_slash_rate.mean" in numbers:
        mean, low, high = (_told(numbers[f"false_slash_rate.{part}"], SHARE) for part in ("mean", "low", "high"))
        rows.append(
            ["honest agents that were slashed (95 % interval)", f"{mean} ({low} to {high})", "false_slash_rate"]
        )
    if not rows:
        return Html()
    note = "One draw, like all of this page. How each is computed stands in docs/reference/metrics.md, under its name."
    heads = ["figure", "", "in summary.json"]
    return section("Further figures", table(heads, rows, 1), paragraph(note, css="note"))


def _told(value: Value, unit: str) -> str:
    if isinstance(value, str):
        return value or NONE
    if unit == SHARE:
        return percent(value)
    return dollars(value) if unit == DOLLARS else unit.format(value)
