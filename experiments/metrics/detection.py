"""Who was caught, how soon, and who was punished for nothing."""

from __future__ import annotations

from statistics import median

from experiments.honesty import begins
from experiments.metrics.evidence import Evidence
from experiments.metrics.interval import wilson
from experiments.report.cast import Member
from sim.durations import DAY


def slashed(evidence: Evidence) -> dict[str, list[float]]:
    """Seconds at which each account lost stake for a fault."""
    found: dict[str, list[float]] = {}
    for told in evidence.facts("Slashed"):
        found.setdefault(told.body["account"], []).append(told.time)
    return found


def caught(evidence: Evidence) -> str:
    """Agents that were slashed, by account, with how they really behaved."""
    faulty = slashed(evidence)
    by_account = sorted(evidence.cast.members, key=lambda member: member.account)
    named = (f"{m.account} ({m.deviation.partition('(')[0]})" for m in by_account if m.account in faulty)
    return ", ".join(named) or "nobody"


def cheats_caught(evidence: Evidence) -> float | None:
    """Share of those who cheat that were slashed; None when nobody cheats."""
    guilty, faulty = evidence.deviants, slashed(evidence)
    return sum(member.account in faulty for member in guilty) / len(guilty) if guilty else None


def false_slash_rate(evidence: Evidence) -> dict[str, float] | None:
    """Share of the honest who were slashed, with its interval; None when nobody honest ever joined."""
    faulty, joined = slashed(evidence), {told.body["account"] for told in evidence.facts("Joined")}
    honest = [m.account for m in evidence.cast.members if m.honest and m.account in joined]
    if not honest:
        return None
    hits = sum(account in faulty for account in honest)
    low, high = wilson(hits, len(honest))
    return {"mean": hits / len(honest), "low": low, "high": high}


def onsets(evidence: Evidence) -> dict[str, float]:
    """Seconds at which each cheat first cheated: a trainer with the first update that it handed in after it turned, anybody
    else when it had turned and joined. Whoever never did is left out."""
    handed: dict[str, list[float]] = {}
    for told in evidence.facts("ScoringOpened"):
        for account, _ in told.body["updates"]:
            handed.setdefault(account, []).append(told.time)
    joined = {told.body["account"]: told.time for told in reversed(evidence.facts("Joined"))}
    found = {}
    for member in evidence.deviants:
        turned = begins(member.behaviour) * DAY
        if (time := _first(member, turned, handed, joined)) is not None:
            found[member.account] = time
    return found


def detection_lag(evidence: Evidence) -> float | None:
    """Median days from the first cheat of those who were caught to their first slash; None when none was."""
    began = onsets(evidence)
    lags = [
        (after[0] - began[account]) / DAY
        for account, times in slashed(evidence).items()
        if account in began and (after := [time for time in times if time >= began[account]])
    ]
    return median(lags) if lags else None


def _first(member: Member, turned: float, handed: dict[str, list[float]], joined: dict[str, float]) -> float | None:
    if member.role == "trainer":
        return next((time for time in handed.get(member.account, ()) if time >= turned), None)
    return max(turned, joined[member.account]) if member.account in joined else None
