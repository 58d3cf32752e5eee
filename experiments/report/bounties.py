"""What was asked for and what it brought: bounties, where there are any."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from experiments.metrics.evidence import Told
from experiments.report.markup import Html, element, paragraph, section, table
from experiments.report.wording import NONE, day, listed, tokens

BOUNTIES = ("BountyPosted", "BountyJudged", "BountySettled")
"""Kinds of the facts that tell of it."""
MOST = 12
"""Bounties that are listed at once; with more, requesters are, and the bounties can be unfolded."""
NATS = 1e6


@dataclass
class Bounty:
    """A bounty as it stands at the end: base units, and millionths of a nat of loss."""

    number: int
    requester: str
    prize: int
    passing: int
    until: float
    shown: int = 0
    """Models that were measured."""
    passed: int = 0
    best: int | None = None
    """What the best of them removed."""
    paid: int = 0
    winners: int = 0
    returned: int = 0
    ended: str = ""
    """Why what was returned was; "open" while it is not over."""


def bounties(facts: Iterable[Told]) -> Html:
    """Every bounty with its prize, what was handed in, and who got it; nothing where none was posted."""
    found = posted(facts)
    if not found:
        return Html()
    over = [each for each in found if each.ended]
    many = "1 bounty" if len(found) == 1 else f"{len(found)} bounties"
    told = f"{many} for {tokens(sum(b.prize for b in found), 0)} tokens; "
    told += f"{len(over)} ended, {tokens(sum(b.paid for b in over), 0)} tokens went to models that passed, "
    told += f"{tokens(sum(b.returned for b in over), 0)} back to who had put them up."
    heads = ["prize", "must remove, nats", "shown", "passed", "best removed", "paid", "returned"]
    each = [[f"{b.number}", b.requester, b.ended or "open", day(b.until), *_numbers([b])] for b in found]
    every = table(["bounty", "by", "end", "until day", *heads], each, 3)
    if len(found) <= MOST:
        return section("What was asked for", paragraph(told), every)
    askers = sorted({bounty.requester for bounty in found})
    rows = [
        [who, str(len(some)), *_numbers(some)] for who in askers if (some := [b for b in found if b.requester == who])
    ]
    details = element("details", element("summary", f"Each of these {len(found)} bounties"), every)
    return section("What was asked for", paragraph(told), table(["by", "bounties", *heads], rows, 1), details)


def posted(facts: Iterable[Told]) -> list[Bounty]:
    """Every bounty, in order."""
    found: dict[tuple[str, int], Bounty] = {}
    for kind, _, subject, body in facts:
        key = (subject, body["bounty"])
        if kind == "BountyPosted":
            asked = (body[name] for name in ("requester", "prize", "passing", "until"))
            found[key] = Bounty(body["bounty"], *asked)
        elif kind == "BountyJudged":
            removed = [gain for _, gain in body["found"]]
            found[key].shown, found[key].passed = len(removed), len(body["passed"])
            found[key].best = max(removed, default=None)
        elif kind == "BountySettled":
            bounty, paid = found[key], [amount for _, amount in body["paid"] if amount]
            bounty.paid, bounty.winners, bounty.returned = sum(paid), len(paid), body["returned"]
            bounty.ended = body["reason"] or "paid"
    return list(found.values())


def _numbers(some: list[Bounty]) -> list[str]:
    """Cells of one bounty, or of several of one requester together."""
    asked = sorted({bounty.passing for bounty in some})
    best = [bounty.best for bounty in some if bounty.best is not None]
    return [
        tokens(sum(bounty.prize for bounty in some), 0),
        listed([f"{each / NATS:g}" for each in asked]),
        str(sum(bounty.shown for bounty in some)),
        str(sum(bounty.passed for bounty in some)),
        f"{max(best) / NATS:.3f}" if best else NONE,
        tokens(sum(bounty.paid for bounty in some), 0),
        tokens(sum(bounty.returned for bounty in some), 0),
    ]
