"""What a voter reads out of a proposal."""

from __future__ import annotations

from sim.effects.effect import Effect
from sim.effects.invoke import Invoke
from sim.effects.money import Pay
from sim.messages.ballot import Ballot
from sim.messages.host import Asked
from sim.messages.treasury import Remit, Requisition
from sim.view import View


def put_to_vote(view: View, asked: Asked) -> tuple[Effect, ...] | None:
    """The payload that a ballot is about, from the governor's public storage; None when the question is another one."""
    if not isinstance(asked.question, Ballot):
        return None
    proposals = view.chain.contract(asked.query.partition("/")[0])["proposals"]
    payload: tuple[Effect, ...] = proposals[int(asked.question.proposal)].payload
    return payload


def payee(effect: Effect) -> str:
    """The account that an effect of a payload pays; empty when it pays nobody."""
    match effect:
        case Pay(to=to) | Invoke(message=Requisition(purse=to) | Remit(account=to)):
            return to
    return ""


def is_contract(view: View, account: str) -> bool:
    """Whether money paid to this name goes to a contract or a purse of one."""
    try:
        view.chain.contract(account.partition("/")[0])
    except KeyError:
        return False
    return True
