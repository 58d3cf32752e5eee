"""The seam of identity: who counts as one participant."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from sim.effects.effect import Effect
from sim.effects.judgement import Reject
from sim.effects.membership import Deregister, Register
from sim.seams.rule import Deliberation, Rule, Ruling


@dataclass(frozen=True)
class IdentityView:
    """An account that wants in, or one that nobody vouches for any more."""

    account: str
    role: str
    members: tuple[str, ...]
    paid: int
    """Base units offered for the identity, at most; what it costs stands in `Register`."""
    now: float
    person: str = ""
    """Who is behind the account, as attested; empty when nobody vouches."""
    event: str = "join"
    """`join`, or `revoked`: the attestation of a member was taken back."""


class Identity(Rule):
    """A rule of identity."""

    family: ClassVar[str] = "identity"
    emits: ClassVar[frozenset[type[Effect]]] = frozenset({Register, Deregister, Reject})

    def decide(self, view: IdentityView, state: Any) -> Ruling | Deliberation:
        """Judge one case. See `IdentityView` for what may be looked at."""
        raise TypeError(f"{type(self).__name__} decides nothing: define decide(view, state)")
