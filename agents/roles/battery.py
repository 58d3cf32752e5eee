"""What an auditor measures beside accuracy, as evaluations."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.jobs import Evaluation
from sim.messages.audit import GROUP_GAP, MEMBERSHIP, AuditOpened
from sim.messages.data_market import AUDIT, DATA_MARKET
from sim.messages.training_round import ROUNDS

if TYPE_CHECKING:
    from agents.roles.private_set import PrivateSet
    from agents.roles.role import Role
    from sim.view import View


def parts(role: Role, private: PrivateSet, opened: AuditOpened, test: str) -> tuple[Evaluation, ...]:
    """The evaluations that a test takes; () where it cannot be made: no groups, no data that may be looked at, an unknown
    test."""
    candidate = (((opened.model, 1.0),),)
    data, rows = private.today()
    if test == GROUP_GAP:
        return tuple(Evaluation(opened.task, candidate, data, group) for group in private.by_group())
    view = role.see(opened)
    known = trained_on(view) if test == MEMBERSHIP else []
    if not known:
        return ()
    jobs = (known[int(view.draws("membership").integers(len(known)))], (data, rows))
    return tuple(Evaluation(opened.task, candidate, name, range(count)) for name, count in jobs)


def trained_on(view: View) -> list[tuple[str, int]]:
    """Data sets that models are trained on, with their rows, and that an auditor may use: what is on offer, or, on a market
    for data, what a licence opens to audits."""
    offered = [(offer.data, offer.rows) for offer in view.chain.contract(ROUNDS)["offers"].values()]
    try:
        listings = view.chain.contract(DATA_MARKET)["listings"]
    except KeyError:
        return sorted(offered)
    allowed = ((data, one) for data, one in listings.items() if not one.gone and one.licence.allows(AUDIT, view.time))
    return sorted((*offered, *((data, one.rows) for data, one in allowed)))
