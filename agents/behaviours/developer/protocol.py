"""The choices of a developer."""

from __future__ import annotations

from typing import Protocol

from sim.jobs import Training, Vector
from sim.messages.audit import Certified
from sim.messages.bounty import BountyPosted
from sim.messages.training_round import RoundSettled
from sim.view import View


class DeveloperBehaviour(Protocol):
    """What a developer decides, beside what every behaviour does."""

    def release(self, view: View, settled: RoundSettled) -> str | Vector | None:
        """The model to bring to market after a round: the key of a kept one, or parameters of its own, float32 (P,).
        None: bring none."""

    def renews(self, view: View, selling: int) -> bool:
        """Whether to have a new model audited; if not, the version on sale answers with it under the certificate it has."""

    def sells(self, view: View, certified: Certified, selling: int | None) -> bool:
        """Whether to sell a model under this certificate in the place of the version on sale, None when there is none."""

    def recalls(self, view: View, selling: int) -> int | None:
        """The older version of its own to go back to from the one that it is selling; None: stay with that."""

    def attempts(self, view: View, posted: BountyPosted) -> Training | None:
        """The training to run for a bounty; None: run none."""

    def enters(self, view: View, posted: BountyPosted, trained: Vector | None) -> Vector | None:
        """The model to enter for a bounty, float32 (P,), whole parameters; `trained` is the base after what was trained,
        None if nothing was. None: enter none."""
