"""The issuer that sells names where that brings more than the truth."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from dataclasses import dataclass

from agents.behaviours.deviation import Deviation
from agents.behaviours.issuer.for_sale import ForSale
from agents.behaviours.weighing import gains
from sim.effects.effect import Rejected
from sim.effects.membership import Register
from sim.messages.registry import REGISTRY, Attest
from sim.seams.identity import IdentityView
from sim.view import View


@dataclass(frozen=True)
class Rational(ForSale):
    """Vouch for the names of a client as for so many people when that is expected to gain, and tell the truth otherwise.

    Becker, Crime and punishment: an economic approach, 1968; the resale of proofs of personhood as `for_sale` has it. A
    person with m names pays m prices for them, or the honest fee for as many of them as the rule of identity in force lets
    in as one person's: m * price > fee * admitted. **No rule punishes an issuer**: it has no stake, a court hears of
    members only, and papers are looked at once. So S = 0, and by (1 - p) * g > p * S any p below 1 is the same to it.
    Knows: the papers, the register's terms and rule. Stopped by: a price that clients will not pay; a register that does
    not list it or allows no such fee; a rule under which one person's names are let in anyway, for then the truth earns
    more. In a world that stopped believing it, it would also weigh the fees of all the others.
    """

    registry: str = REGISTRY
    """The contract that its word is given to."""

    def vouches(self, view: View, account: str, person: str) -> Attest | None:
        fair = Deviation.vouches(self, view, account, person)
        names = [name for name, who in view.task.items() if who == person and self.serves(name)]
        if self.serves(account) and self.pays(view, names, person, 0 if fair is None else fair.fee):
            return super().vouches(view, account, person)
        return fair

    def pays(self, view: View, names: Sequence[str], person: str, fee: int) -> bool:
        """Whether it earns more by selling a person these names than by the fee for those that it may have."""
        terms = view.chain.terms(self.registry)
        if view.account not in terms["issuers"] or self.price > terms["most_fee"]:
            return False
        sold = [name for name in names if view.chain.balance(name) >= self.price]
        fair = [name for name in admitted(view, self.registry, names, person) if view.chain.balance(name) >= fee]
        return gains(self.price * len(sold) - fee * len(fair), chance=0, loss=0)


def admitted(view: View, registry: str, names: Sequence[str], person: str) -> list[str]:
    """Those of a person's names that the rule of identity in force would let in as what they are; all where there is no
    rule, or one that does not answer at once."""
    try:
        rule, state = view.chain.rule(registry, "identity")
    except Rejected:
        return list(names)
    found = []
    for name in names:
        ruled = rule.decide(IdentityView(name, "", (), view.chain.balance(name), view.time, person), state)
        if isinstance(ruled, Generator):
            return list(names)
        effects, state = ruled
        if any(isinstance(effect, Register) for effect in effects):
            found.append(name)
    return found
