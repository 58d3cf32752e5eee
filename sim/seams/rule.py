"""What every rule is: validated parameters and one judgement.

A rule is a frozen dataclass. The same view and state give the same ruling; whatever it must learn on the way it asks for,
by yielding requests. Its family says what it is shown and which effects it may emit; nothing else is in its hands.
"""

from __future__ import annotations

from collections.abc import Generator, Sequence
from typing import Any, ClassVar, TypeAlias

from sim.effects.effect import Effect
from sim.requests import Request

Ruling: TypeAlias = tuple[Sequence[Effect], Any]
"""Effects, applied whole or not at all, and the state for the next case."""

Deliberation: TypeAlias = Generator[Request | tuple[Request, ...], Any, Ruling]
"""A ruling that first asks. Its state belongs to its own case: it must return the state it was given."""


class Rule:
    """Base of all rules. Each family derives one base from it; a rule derives from its family's."""

    family: ClassVar[str]
    emits: ClassVar[frozenset[type[Effect]]] = frozenset()
    """Which effects this family may emit."""
    needs: ClassVar[frozenset[str]] = frozenset()
    """What the rule must be able to see, such as "individual updates"."""
    hides: ClassVar[frozenset[str]] = frozenset()
    """What nobody can see any more while this rule is in force."""

    def begin(self) -> Any:
        """The state before the first case: a frozen value, public unless the contract declares it sealed."""
        return None

    def decide(self, view: Any, state: Any) -> Ruling | Deliberation:
        """Judge one case."""
        raise TypeError(f"{type(self).__name__} decides nothing: define decide(view, state)")


def may_emit(rule: Rule) -> frozenset[type[Effect]]:
    """The effects that a rule's family may emit: what its seam says, whatever the rule's own class says."""
    seams = (kind for kind in type(rule).__mro__ if kind.__module__.startswith("sim.seams.") and issubclass(kind, Rule))
    return next(seams, Rule).emits


INDIVIDUAL_UPDATES = "individual updates"
"""What a rule needs when it looks at one participant's update, and what a secure sum hides."""
