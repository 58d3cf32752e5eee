"""What is paid, for what, and what an attack costs those who make it."""

from __future__ import annotations

from math import inf, isfinite
from statistics import fmean

from experiments.metrics.evidence import Evidence
from experiments.metrics.net import net
from experiments.metrics.quality import accuracy, best_accuracy
from experiments.metrics.ranks import rank_correlation
from experiments.report.earnings import WORK
from sim.chain.ledger import BURNED, ISSUANCE
from sim.money import TOKEN

CHECKING = ("validator share", "check fees")
LEAST = 0.1
"""Points of accuracy that must have been lost for a cost per point to mean anything."""


def verification_share(evidence: Evidence) -> float | None:
    """Part of what work is paid that goes to those who check it; None when nothing was paid."""
    moved = (move for move in evidence.moved if evidence.measured(move.time))
    paid = [move for move in moved if move.asset == "token" and move.taker and move.purpose in WORK]
    every = sum(move.amount for move in paid)
    return sum(move.amount for move in paid if move.purpose in CHECKING) / every if every else None


def attack_cost(evidence: Evidence) -> float | None:
    """Dollars that those who cheat are down by; negative: it paid. None when nobody cheats."""
    guilty = {member.account for member in evidence.deviants}
    return -net(evidence, guilty) if guilty and evidence.price is not None else None


def attack_cost_per_point(evidence: Evidence) -> float | None:
    """The same over the points by which accuracy ends below its best; None when it does not."""
    cost, last, best = attack_cost(evidence), accuracy(evidence), best_accuracy(evidence)
    if cost is None or last is None or best is None or 100 * (best - last) < LEAST:
        return None
    return cost / (100 * (best - last))


def pay_score_correlation(evidence: Evidence) -> float | None:
    """Whether better scored work is better paid; None with fewer than three trainers, or when all are alike."""
    scores: dict[str, int] = {}
    for told in evidence.facts("RoundSettled"):
        for account, score in told.body["scores"]:
            scores[account] = scores.get(account, 0) + score
    paid = dict.fromkeys(scores, 0)
    for move in evidence.totals:
        if move.taker and move.taker.account in paid and move.purpose == "reward":
            paid[move.taker.account] += move.amount
    return rank_correlation([scores[account] for account in paid], list(paid.values()))


def reward_quality_correlation(evidence: Evidence) -> float | None:
    """Whether work that is really better is better paid; None with fewer than three trainers, or when all are alike."""
    gains: dict[str, list[float]] = {}
    for row in evidence.rows("merits"):
        gains.setdefault(row["account"], []).append(row["gain"] if isfinite(row["gain"]) else -inf)
    paid = dict.fromkeys(gains, 0)
    for move in evidence.totals:
        if move.taker and move.taker.account in paid and move.purpose == "reward":
            paid[move.taker.account] += move.amount
    return rank_correlation([fmean(gains[account]) for account in paid], list(paid.values()))


def stuck_escrow(evidence: Evidence) -> dict[str, float]:
    """What lies in purses of contracts at the end and is no agent's, by asset, in whole units."""
    held: dict[str, dict[str, int]] = {}
    for move in evidence.totals:
        for account, member, amount in ((move.payer, move.giver, -move.amount), (move.payee, move.taker, move.amount)):
            if "/" in account and member is None and account not in (ISSUANCE, BURNED):
                purses = held.setdefault(move.asset, {})
                purses[account] = purses.get(account, 0) + amount
    return {asset: sum(purses.values()) / TOKEN for asset, purses in sorted(held.items())}
