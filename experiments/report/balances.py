"""What each group holds, day by day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter

from experiments.report.cast import Cast
from experiments.report.drawing import drawn, label_ends
from experiments.report.markup import Html, paragraph, section
from experiments.report.palette import BYSTANDERS
from sim.durations import DAY
from sim.money import TOKEN

Looks = list[tuple[float, list[float]]]
"""(seconds, tokens of every member) at each look."""
FAR = 50
"""How many times the least mean the greatest may be on an even scale."""


def holdings(looks: Sequence[Mapping[str, Any]], cast: Cast) -> dict[str, Looks]:
    """By group: (time in seconds, tokens in wallet and stake of every member) at each look at the wallets."""
    members = cast.by_account
    found: dict[str, dict[float, list[float]]] = {group: {} for group in cast.groups}
    for look in looks:
        held = (look["wallet"] + look["staked"]) / TOKEN
        found[members[look["account"]].group].setdefault(look["time"], []).append(held)
    return {group: list(times.items()) for group, times in found.items() if times}


def balances(looks: Sequence[Mapping[str, Any]], cast: Cast, colours: Mapping[str, str]) -> Html:
    """The mean holding of each group over time, with the range inside the group."""
    title, held = "Who got richer", _shown(holdings(looks, cast), cast)
    if not held:
        return section(title, paragraph("There are no agents, so nobody holds anything."))

    uneven = _far_apart(held)

    def paint(figure: Figure) -> None:
        axes = figure.subplots()
        ends = []
        for group, seen in held.items():
            days = [time / DAY for time, _ in seen]
            means = [sum(each) / len(each) for _, each in seen]
            honest = all(member.honest for member in cast.groups[group])
            if not uneven:
                axes.fill_between(days, *_range(seen), color=colours[group], alpha=0.12, linewidth=0)
            axes.plot(days, means, color=colours[group], linestyle="-" if honest else (0, (4, 1.6)))
            ends.append((means[-1], group))
        band = "" if uneven else "; band: its poorest and richest"
        axes.set_title(f"Wallet and stake (tokens per agent: mean of the group{band})")
        axes.set_xlabel("day")
        axes.set_xlim(0, max(days))
        if uneven:
            axes.set_yscale("log")
        axes.yaxis.set_major_formatter(
            FuncFormatter(lambda held, _: f"{held:,.0f}" if abs(held) >= 1000 else f"{held:g}")
        )
        ends.sort()
        label_ends(axes, max(days), [(end, f"{group} {end:,.1f}", colours[group]) for end, group in ends])

    last = {group: seen[-1][1] for group, seen in held.items()}
    ended = ", ".join(f"{group} {sum(each) / len(each):,.1f}" for group, each in last.items())
    about = f"Mean tokens per agent over time by group, at the end: {ended}."
    note = (
        "Looked at once a day. Without users and traders." if len(held) < len(cast.groups) else "Looked at once a day."
    )
    note += " Each line of the grid is ten times the one beneath." if uneven else ""
    if cast.deviants:
        note += " Dashed: groups whose behaviour was not honest."
    return section(title, drawn("balances", about, 2.9, paint), paragraph(note, css="note"))


def _shown(held: dict[str, Looks], cast: Cast) -> dict[str, Looks]:
    """Without those who only buy or trade, where others are there: what a trader holds dwarfs what work brings."""
    working = {group: seen for group, seen in held.items() if cast.groups[group][0].role not in BYSTANDERS}
    return working or held


def _far_apart(held: Mapping[str, Looks]) -> bool:
    """Whether means differ so much that the small ones could not be told apart on an even scale."""
    means = [sum(each) / len(each) for seen in held.values() for _, each in seen]
    return min(means) > 0 and max(means) > FAR * min(means)


def _range(looks: Looks) -> tuple[list[float], list[float]]:
    return [min(each) for _, each in looks], [max(each) for _, each in looks]
