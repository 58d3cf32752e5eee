"""Who has to go so that a more urgent job may start."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from sim.cluster.entry import Entry
from sim.cluster.host import Host
from sim.cluster.placement import Slots, place


def make_room(entry: Entry, hosts: Sequence[Host]) -> tuple[Slots, list[Entry]] | None:
    """Cards for `entry` and the running jobs that must leave them, or None when even all who may be pushed out hold too few.

    Only jobs of a strictly lower class may be, the lowest first and among those the latest started, whose loss is least;
    whoever turns out not to be in the way is spared.
    """
    running = {job.request.key: job for host in hosts for job in host.entries if job.rank[0] > entry.rank[0]}
    victims: list[Entry] = []
    for job in sorted(running.values(), key=_expendable):
        victims.append(job)
        if place(entry.request, hosts, _held(victims)):
            break
    else:
        return None
    for job in list(victims):
        others = [other for other in victims if other is not job]
        if place(entry.request, hosts, _held(others)):
            victims = others
    slots = place(entry.request, hosts, _held(victims))
    assert slots is not None, f"job {entry.request.key!r} lost the room that was found for it"
    return slots, victims


def _expendable(job: Entry) -> tuple[float, float, str]:
    assert job.attempt is not None, f"job {job.request.key!r} is not running"
    return (-job.rank[0], -job.attempt.start, job.request.key)


def _held(jobs: Iterable[Entry]) -> Counter[str]:
    """Cards by node that these jobs hold."""
    held: Counter[str] = Counter()
    for job in jobs:
        for host, gpus in job.attempt.slots if job.attempt else ():
            held[host.key] += gpus
    return held
