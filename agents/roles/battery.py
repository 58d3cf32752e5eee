"""What an auditor measures beside accuracy, as evaluations."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.jobs import Evaluation
from sim.messages.audit import GROUP_GAP, MEMBERSHIP, AuditOpened
from sim.messages.training_round import ROUNDS

if TYPE_CHECKING:
    from agents.roles.private_set import PrivateSet
    from agents.roles.role import Role


def parts(role: Role, private: PrivateSet, opened: AuditOpened, test: str) -> tuple[Evaluation, ...]:
    """The evaluations that a test takes; () where it cannot be made: no groups, no data on offer, an unknown test."""
    candidate = (((opened.model, 1.0),),)
    data, rows = private.today()
    if test == GROUP_GAP:
        return tuple(Evaluation(opened.task, candidate, data, group) for group in private.by_group())
    if test != MEMBERSHIP:
        return ()
    view = role.see(opened)
    offers = sorted((offer.data, offer.rows) for offer in view.chain.contract(ROUNDS)["offers"].values())
    if not offers:
        return ()
    trained, size = offers[int(view.draws("membership").integers(len(offers)))]
    jobs = ((trained, size), (data, rows))
    return tuple(Evaluation(opened.task, candidate, name, tuple(range(count))) for name, count in jobs)
