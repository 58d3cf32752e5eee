"""The identities of one trainer."""

from __future__ import annotations

from dataclasses import dataclass

from agents.behaviours.cartel import Cartel, Trained
from sim.jobs import Training, Vector
from sim.messages.training_round import Assigned
from sim.view import View


@dataclass(frozen=True)
class Sybil(Cartel):
    """Train once for all identities: the first of them that has a seat in the round trains, the others hand in what it got.

    Douceur, The Sybil attack, 2002. The identities are the accounts of its group; it gets k seats' pay for one seat's work.
    Knows: what its identities know. Stopped by: any check that repeats the work, since the copies were not trained on the
    data that they were assigned; pay that is linear in the stake or goes by what an update adds; a price of identity. Copies
    differ by one unit in the last place, because equal updates are refused.
    """

    def plan(self, view: View, task: Assigned) -> Training | None:
        return super().plan(view, task) if self._seated(view)[0] == view.account else None

    def hold(self, view: View, task: Assigned) -> float:
        first = self._seated(view)[0] == view.account
        return self.inner.hold(view, task) if first else super().hold(view, task)

    def submit(self, view: View, delta: Vector | None) -> Vector | None:
        seated = self._seated(view)
        if seated[0] == view.account:
            return super().submit(view, delta)
        _, told = view.shared.get(seated[0], (-1, None))
        if not isinstance(told, Trained) or told.round != view.task.round:
            return None
        return self.distinct(told.delta, seated.index(view.account))

    def _seated(self, view: View) -> list[str]:
        """Its identities that have a seat in the round, in alphabetical order."""
        contract, group = view.task.reveal.partition("/")[0], view.account.rpartition(".")[0]
        seats = view.chain.contract(contract)["seated"]
        return sorted(a for number, a in seats if number == view.task.round and a.rpartition(".")[0] == group)
