"""What somebody is up or down by, told by the ledger and the bills of the machines."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from experiments.metrics.evidence import Evidence
from experiments.report.earnings import NOT_EARNED
from experiments.report.movement import Movement
from sim.chain.ledger import BURNED, ISSUANCE
from sim.money import TOKEN


def net(evidence: Evidence, accounts: Collection[str], measured: bool = False) -> float:
    """The same of several accounts together."""
    found = nets(evidence, measured) if accounts else {}
    return sum(found.get(account, 0.0) for account in sorted(accounts))


def nets(evidence: Evidence, measured: bool = False) -> dict[str, float]:
    """By agent, dollars that came to it less what left it and what its jobs cost, in the whole run or the measured time."""
    within = [move for move in evidence.moved if evidence.measured(move.time)] if measured else evidence.totals
    found = gained(evidence, within)
    for job in evidence.rows("jobs"):
        if not measured or evidence.measured(job["ended"]):
            found[job["owner"]] = found.get(job["owner"], 0.0) - job["dollars"]
    return found


def gained(evidence: Evidence, moved: Iterable[Movement]) -> dict[str, float]:
    """The same of some movements of the run, before the cost of jobs; tokens at the price at the end. What was brought from
    outside, taken home, or its own all along does not count."""
    worth = {"token": evidence.price or 0.0, "usd": 1.0}
    out, found = gates(evidence), dict[str, float]()
    for move in moved:
        own = move.payer == ISSUANCE or move.purpose in NOT_EARNED or (move.asset == "usd" and move.payee in out)
        if move.asset in worth and not own:
            dollars = move.amount / TOKEN * worth[move.asset]
            for member, came in ((move.taker, dollars), (move.giver, -dollars)):
                if member is not None:
                    found[member.account] = found.get(member.account, 0.0) + came
    return found


def gates(evidence: Evidence) -> set[str]:
    """Contracts through which dollars leave the factory: those that burn what they are handed."""
    return {
        move.payer for move in evidence.totals if move.asset == "usd" and move.payee == BURNED and move.giver is None
    }
