"""Who gained by the factory, and how much they would have gained in others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from experiments.report.markup import Html, paragraph, section, table
from experiments.report.wording import MINUS, NONE, dollars, listed

WHO = {
    "users": "users, over doing without",
    "contributors": "those who work, honestly",
    "holders": "those who hold the token",
    "attackers": "those who do not behave honestly",
}
"""The four surpluses, as the page calls them."""


@dataclass(frozen=True)
class Other:
    """A run of the same seed to hold this one against: what it is called, and its surpluses in dollars a day."""

    name: str
    surplus: Mapping[str, float]


def gains(surplus: Mapping[str, float], others: Sequence[Other] = ()) -> Html:
    """The four surpluses, in dollars a day, and beside them those of other runs; nothing where there are no users, for then
    nobody outside is there to gain."""
    if "users" not in surplus:
        return Html()
    heads = ["surplus, $ a day", "this run"]
    for other in others:
        heads += [other.name, "difference"]
    rows = [_row(WHO[who], who, surplus, others) for who in WHO if any(who in each for each in (surplus, *_of(others)))]
    told = f"Users gained {dollars(surplus['users'])} a day. "
    if others:
        names = listed([f"\u201c{other.name}\u201d" for other in others])
        told += f"Beside it: {names}, of the same seed; difference is this run less the other. One pair is one draw."
    else:
        told += (
            "How much of it is due to the rules, a run of the same seed tells in which everybody is honest "
            "(baseline=honest), or one owner has everything (baseline=centralised)."
        )
    note = (
        "Users: what a request is worth to them less what it costs, at the quality that they really got. Those who work: "
        "profit, the return that their stakes would have earned elsewhere taken off. Holders: dividends, and what their "
        "tokens are worth more."
    )
    return section("Who gained", paragraph(told), table(heads, rows, 1), paragraph(note, css="note"))


def _row(label: str, who: str, surplus: Mapping[str, float], others: Sequence[Other]) -> list[str]:
    cells = [label, _cell(surplus.get(who))]
    for other in others:
        mine, theirs = surplus.get(who), other.surplus.get(who)
        cells += [_cell(theirs), NONE if mine is None or theirs is None else _signed(mine - theirs)]
    return cells


def _of(others: Sequence[Other]) -> list[Mapping[str, float]]:
    return [other.surplus for other in others]


def _cell(value: float | None) -> str:
    return NONE if value is None else dollars(value)


def _signed(value: float) -> str:
    shown = dollars(value)
    return shown if shown.startswith((MINUS, ">")) or value == 0 else f"+{shown}"
