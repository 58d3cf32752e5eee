"""The jobs that wait for cards, and the handing out of cards to them."""

from __future__ import annotations

from bisect import insort
from collections.abc import Callable, Iterator
from operator import attrgetter

from simpy import Environment, Event

from sim.cluster.entry import Entry
from sim.cluster.host import Host
from sim.cluster.moment import DISPATCH, Moment
from sim.cluster.placement import Openings, Slots, will_do
from sim.cluster.preemption import make_room
from sim.cluster.schedulers.scheduler import Scheduler

by_rank = attrgetter("rank")


class WaitingLine:
    """Entries in order of rank. Calls `start` for one whose cards are found, and `evict` for those in its way before."""

    def __init__(
        self,
        env: Environment,
        scheduler: Scheduler,
        hosts: Callable[[], list[Host]],
        start: Callable[[Entry, Slots], None],
        evict: Callable[[Entry], None],
    ) -> None:
        self.env = env
        self.scheduler = scheduler
        self._hosts = hosts
        self._start = start
        self._evict = evict
        self._entries: list[Entry] = []
        self._dispatching = False

    def __iter__(self) -> Iterator[Entry]:
        return iter(self._entries)

    def join(self, entry: Entry) -> None:
        insort(self._entries, entry, key=by_rank)
        self.dispatch_soon()

    def leave(self, entry: Entry) -> None:
        self._entries.remove(entry)
        self.dispatch_soon()

    def dispatch_soon(self) -> None:
        """Hand out cards at the end of this second, once all who come, go or break at it have done so."""
        if self._entries and not self._dispatching:
            self._dispatching = True
            Moment(self.env, 0, DISPATCH, self._dispatch)

    def _dispatch(self, _: Event) -> None:
        """Start whoever may start now. `hosts` narrows to those whose cards nobody further ahead waits for."""
        self._dispatching = False
        hosts, position = self._hosts(), 0
        openings = Openings(hosts, self.scheduler.spread)
        while position < len(self._entries) and (openings or (hosts and self.scheduler.preempts)):
            entry = self._entries[position]
            if slots := openings.take(entry.request):
                del self._entries[position]
                self._start(entry, slots)
                openings.put_back(slots)
            elif self.scheduler.preempts and (room := make_room(entry, hosts)):
                slots, victims = room
                for victim in victims:  # they rank behind `entry` and rejoin the line behind it
                    self._evict(victim)
                del self._entries[position]
                self._start(entry, slots)
                openings = Openings(hosts, self.scheduler.spread)
            else:
                position += 1
                if not self.scheduler.backfill:
                    hosts = [host for host in hosts if not will_do(entry.request, host.node)]
                    openings = Openings(hosts, self.scheduler.spread)
