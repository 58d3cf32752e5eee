"""A run in two sentences, made from its data."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

from experiments.report.cast import Cast
from experiments.report.offences import Offence
from experiments.report.wording import counted, day, days, listed, percent, spoken

WORTH_TELLING = 0.01
"""How far accuracy must have fallen from its best for the headline to say so."""


def headline(
    rounds: Sequence[Mapping[str, Any]],
    cast: Cast,
    offences: Sequence[Offence],
    horizon: float,
    instead: Sequence[str] = (),
) -> list[str]:
    """Sentences: what the model came to, who cheated and was caught, who was punished without having cheated. `instead` is
    what a factory did that trains nothing."""
    return [_quality(rounds, cast, horizon, instead), *_cheats(offences), *_wronged(offences)]


def _quality(rounds: Sequence[Mapping[str, Any]], cast: Cast, horizon: float, instead: Sequence[str]) -> str:
    measured = [row["accuracy"] for row in rounds if math.isfinite(row["accuracy"])]
    if not measured:
        ending = (
            f"{counted(len(rounds), 'round')}, and never a model to measure"
            if rounds
            else listed(instead) or "no round of training was settled"
        )
        return f"{counted(len(cast.members), 'agent')} for {days(horizon)}; {ending}."
    best = f" (best {percent(max(measured))})" if max(measured) - measured[-1] > WORTH_TELLING else ""
    return f"Accuracy came to {percent(measured[-1])}{best} in {counted(len(rounds), 'round')} over {days(horizon)}."


def _cheats(offences: Sequence[Offence]) -> list[str]:
    guilty = [offence for offence in offences if not offence.member.honest]
    if not guilty:
        return ["Nobody cheated."]
    kinds = listed(sorted({spoken(offence.member.deviation) for offence in guilty}))
    who = listed([offence.member.account for offence in guilty], 4)
    caught = [offence for offence in guilty if offence.caught]
    if not caught:
        ending = " and was not caught." if len(guilty) == 1 else "; none was caught."
        return [f"{who} cheated ({kinds}){ending}"]
    first = day(min(offence.times[0] for offence in caught))
    if len(guilty) == 1:
        return [f"{who} cheated ({kinds}) and was caught, first on day {first}."]
    many = {2: "both were"}.get(len(guilty), "all were") if len(caught) == len(guilty) else f"{len(caught)} were"
    if len(caught) == 1:
        many = f"only {caught[0].member.account} was"
    return [f"{who} cheated ({kinds}); {many} caught, first on day {first}."]


def _wronged(offences: Sequence[Offence]) -> list[str]:
    wronged = [offence.member.account for offence in offences if offence.member.honest]
    if not wronged:
        return ["No honest agent was slashed."]
    return [f"{listed(wronged)} {'was' if len(wronged) == 1 else 'were'} honest and slashed all the same."]
