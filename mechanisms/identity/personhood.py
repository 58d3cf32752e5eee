"""One person, one account."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, TypeAlias

from sim.effects.judgement import Reject
from sim.effects.membership import Deregister, Register
from sim.seams.identity import Identity, IdentityView
from sim.seams.rule import Ruling

People: TypeAlias = tuple[tuple[str, str], ...]
"""(person, account), by person."""


@dataclass(frozen=True)
class Personhood(Identity):
    """Admit an account that is vouched for as a person's, and that is the person's only one.

    Source: proof of personhood (Borge et al. 2017). Who is behind an account is what the attestation says. Known weaknesses:
    people who do not care sell theirs, so k identities cost a buyer k - 1 times the price of a person (proposal: $1 to $30);
    whoever attests decides who exists. It needs attestations; an account without one is nobody, and a member whose
    attestation is taken back is struck off, so that the person may come back under another name.
    """

    def begin(self) -> People:
        return ()

    def from_state(self, old: Any) -> People:
        """Take over who was admitted; what a rule of another kind remembered is nobody."""
        return old if isinstance(old, tuple) and all(map(_is_person, old)) else ()

    def decide(self, view: IdentityView, state: People) -> Ruling:
        people = dict(state)
        if view.event == "revoked":
            rest = tuple((person, account) for person, account in state if account != view.account)
            return [Deregister(view.account, view.role, "nobody vouches for it any more")], rest
        if not view.person:
            return [Reject(view.account, "nobody vouches that a person is behind it")], state
        if people.get(view.person, view.account) != view.account:
            return [Reject(view.account, f"the person behind it is {people[view.person]} already")], state
        people[view.person] = view.account
        return [Register(view.account, view.role)], tuple(sorted(people.items()))


def _is_person(value: object) -> bool:
    match value:
        case (str(), str()):
            return True
    return False
