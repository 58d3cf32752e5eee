"""By how much somebody is better off than if it had stayed away, by what its role takes part for."""

from __future__ import annotations

from experiments.metrics.evidence import Evidence
from experiments.metrics.surplus import HOLDER, grown, served
from experiments.properties.profit import costs, profits

WORK = (
    "aggregator",
    "auditor",
    "compute",
    "developer",
    "issuer",
    "juror",
    "proposer",
    "provider",
    "trainer",
    "validator",
)
"""Roles that live by what they are paid."""
USER = "user"
ROLES = (*WORK, HOLDER, USER)
"""Those of whom it can be told. Not a requester: what a model is worth to it stands nowhere. Nor a renter: the highest price
that it accepts does, and whoever never pays more than that can only gain. Nor a trader: what one wins another loses, less
gas and the pool's fee, so no rule makes all of them better off, and why those trade who lose stands nowhere either."""


def better_off(evidence: Evidence) -> dict[str, float]:
    """By account of an honest member of one of `ROLES`, dollars a day; members that nothing happened to are left out."""
    kinds = {**dict.fromkeys(WORK, profits(evidence)), USER: _served(evidence), HOLDER: _held(evidence)}
    members = [member for member in evidence.cast.members if member.honest and member.role in kinds]
    return {m.account: kinds[m.role][m.account] for m in members if m.account in kinds[m.role]}


def _served(evidence: Evidence) -> dict[str, float]:
    """What users gain over a world without this factory, in which there are the rival and doing without: the difference of
    two surpluses (`experiments.metrics.consumer_surplus`). It is below 0 where people are told that a model is better than
    it is. Users whose demand the record does not tell are left out."""
    rows = [row for row in evidence.rows("usage") if row["time"] <= evidence.end]
    found = served(evidence, rows, lambda tastes, offers: tastes.surplus(offers) - tastes.surplus(()))
    return {account: dollars / evidence.days for account, dollars in found.items()} if evidence.days > 0 else {}


def _held(evidence: Evidence) -> dict[str, float]:
    """What holders gain over dollars that they had kept: growth of what they own, less what their stakes would have earned
    elsewhere, as far as they keep books."""
    spent, found = costs(evidence), dict[str, float]()
    for member in evidence.cast.members:
        growth = grown(evidence, {member.account}, 0.0) if member.role == HOLDER else None
        if growth is not None and evidence.days > 0:
            found[member.account] = (growth - spent.get(member.account, 0.0)) / evidence.days
    return found
