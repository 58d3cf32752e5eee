"""Who holds the money, and who decides by it."""

from __future__ import annotations

from experiments.metrics.evidence import Evidence
from experiments.metrics.gini import gini_coefficient
from experiments.metrics.herfindahl import herfindahl_index
from experiments.metrics.nakamoto import nakamoto_coefficient
from sim.chain.ledger import BURNED, ISSUANCE
from sim.money import TOKEN


def tokens(evidence: Evidence) -> dict[str, float]:
    """Mean wallet and stake of the agents of each group, in tokens, at the end."""
    return {
        group: round(sum(_held(evidence, member.account) for member in members) / TOKEN / len(members), 2)
        for group, members in sorted(evidence.cast.groups.items())
    }


def gini(evidence: Evidence) -> float | None:
    """Inequality of what agents hold."""
    held = [_held(evidence, account) for account in evidence.last]
    return gini_coefficient(held) if any(held) else None


def stake_gini(evidence: Evidence) -> float | None:
    """Inequality among those who have a stake."""
    return gini_coefficient(staked) if (staked := _stakes(evidence)) else None


def stake_nakamoto(evidence: Evidence) -> int | None:
    """How few together have more than half of the stake."""
    return nakamoto_coefficient(staked) if (staked := _stakes(evidence)) else None


def stake_herfindahl(evidence: Evidence) -> float | None:
    """Concentration of the stake."""
    return herfindahl_index(staked) if (staked := _stakes(evidence)) else None


def effective_validators(evidence: Evidence) -> float | None:
    """How many equal validators would be as concentrated."""
    return 1 / herfindahl_index(staked) if (staked := _stakes(evidence, "validator")) else None


def staked_share(evidence: Evidence) -> float | None:
    """Part of all tokens that there are which is at stake."""
    issued = sum(move.amount for move in evidence.totals if move.asset == "token" and move.payer == ISSUANCE)
    burned = sum(move.amount for move in evidence.totals if move.asset == "token" and move.payee == BURNED)
    return sum(_stakes(evidence)) / (issued - burned) if issued > burned else None


def _held(evidence: Evidence, account: str) -> int:
    look = evidence.last[account]
    return int(look["wallet"] + look["staked"])


def _stakes(evidence: Evidence, role: str = "") -> list[int]:
    """Base units of everybody, or of those of a role, who have any."""
    chosen = {member.account for member in evidence.cast.members if not role or member.role == role}
    return [look["staked"] for account, look in evidence.last.items() if account in chosen and look["staked"]]
