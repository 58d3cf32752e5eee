"""What was voted on, who had how much to say, and how it ended."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from matplotlib.figure import Figure

from experiments.metrics.evidence import Told
from experiments.report.drawing import drawn
from experiments.report.markup import Html, section, table
from experiments.report.palette import FAINT, RULE, WARM
from experiments.report.wording import NONE, counted, day, percent, tokens

VOTING = ("PowerMoved", "Proposed", "VotingOpened", "Asked", "Closed", "Concluded")
"""Kinds of the facts that tell of it."""
IN_FAVOUR, AGAINST = "#009e73", WARM[0]


@dataclass(frozen=True)
class Ballot:
    """A proposal: who made it, base units of power for, against and in all (0 when no vote was opened), and its end."""

    title: str
    proposer: str
    made: float
    ended: float | None
    outcome: str
    favour: int
    against: int
    total: int


def votes(facts: Iterable[Told]) -> Html:
    """Power for and against each proposal; nothing where none was made."""
    found = ballots(facts)
    if not found:
        return Html()
    counted_ones = [ballot for ballot in found if ballot.total]

    def paint(figure: Figure) -> None:
        axes = figure.subplots()
        for place, ballot in enumerate(counted_ones):
            left = 0.0
            for power, colour in ((ballot.favour, IN_FAVOUR), (ballot.against, AGAINST), (_silent(ballot), RULE)):
                axes.barh(place, 100 * power / ballot.total, 0.62, left, color=colour)
                left += 100 * power / ballot.total
        axes.set_yticks(range(len(counted_ones)), [ballot.title[:40] for ballot in counted_ones])
        axes.set_ylim(len(counted_ones) - 0.5, -0.5)
        axes.axvline(50, color=FAINT, linewidth=0.6)
        axes.set_xlim(0, 100)
        axes.grid(False)
        axes.set_title("Power for (green), against (red), and silent (grey), % of all that could vote")

    rows = [
        [
            ballot.title,
            ballot.proposer,
            ballot.outcome,
            day(ballot.made),
            NONE if ballot.ended is None else day(ballot.ended),
            tokens(ballot.favour, 0) if ballot.total else NONE,
            tokens(ballot.against, 0) if ballot.total else NONE,
            percent((ballot.favour + ballot.against) / ballot.total) if ballot.total else NONE,
        ]
        for ballot in found
    ]
    heads = ["proposal", "by", "outcome", "made on day", "ended on day", "for", "against", "turnout"]
    about = f"Power for, against and silent in {counted(len(counted_ones), 'vote')}."
    figure = [drawn("votes", about, 0.55 + 0.3 * len(counted_ones), paint)] if counted_ones else []
    return section("What was voted on", *figure, table(heads, rows, 3))


def ballots(facts: Iterable[Told]) -> list[Ballot]:
    """Every proposal, in order. Power is that of the snapshot: what each account had when the vote was opened."""
    power, asked = dict[str, int](), dict[str, tuple[str, int]]()
    made: dict[tuple[str, int], dict[str, Any]] = {}
    for kind, time, subject, body in facts:
        if kind == "PowerMoved":
            power[body["account"]] = body["power"]
        elif kind == "Proposed":
            made[subject, body["proposal"]] = {**body, "made": time, "power": {}, "answers": {}, "total": 0}
        elif kind == "VotingOpened":
            made[subject, body["proposal"]] |= {"power": dict(power), "total": body["total"]}
        elif kind == "Asked" and isinstance(body["question"], Mapping) and body["question"].get("kind") == "Ballot":
            asked[body["query"]] = (subject, int(body["question"]["proposal"]))
        elif kind == "Closed" and body["query"] in asked:
            made[asked[body["query"]]]["answers"] |= body["answers"]
        elif kind == "Concluded":
            made[subject, body["proposal"]] |= {"outcome": body["outcome"], "ended": time}
    return [_ballot(each) for each in made.values()]


def _ballot(each: Mapping[str, Any]) -> Ballot:
    said = [(each["power"].get(account, 0), answer) for account, answer in each["answers"].items()]
    return Ballot(
        each["title"] or "untitled",
        each["proposer"],
        each["made"],
        each.get("ended"),
        each.get("outcome", "open"),
        sum(power for power, answer in said if answer is True),
        sum(power for power, answer in said if answer is False),
        each["total"],
    )


def _silent(ballot: Ballot) -> int:
    return max(ballot.total - ballot.favour - ballot.against, 0)
