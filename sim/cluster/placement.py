"""Finding cards for a gang: all of them, or none."""

from __future__ import annotations

from bisect import insort
from collections.abc import Iterable, Mapping
from typing import TypeAlias

from sim.cluster.gpu import Gpu
from sim.cluster.host import Host
from sim.cluster.node import Node
from sim.cluster.request import JobRequest

Slots: TypeAlias = tuple[tuple[Host, int], ...]
"""Hosts and the number of cards taken on each."""


def suits(request: JobRequest, gpu: Gpu) -> bool:
    """Whether this kind of card will do, however many there are."""
    return request.gpu in (None, gpu.name) and request.demand.memory_gb <= gpu.memory_gb


def will_do(request: JobRequest, node: Node) -> bool:
    """Whether this node's cards will do, however many there are: whose they are matters too."""
    return request.on in (None, node.owner) and suits(request, node.machine.gpu)


class Openings:
    """Hosts with free cards, in the order in which jobs that fit on one take them: the host left with the fewest free cards,
    so that large gangs find some later, or the one with the most, so that all nodes earn (`spread`); then the smallest key.

    They are kept in that order while cards are handed out: the first that will do is the one, however many there are.
    """

    def __init__(self, hosts: Iterable[Host], spread: bool) -> None:
        self._sign = -1 if spread else 1
        self._hosts = sorted((host for host in hosts if host.free), key=self._rank)

    def __bool__(self) -> bool:
        return bool(self._hosts)

    def take(self, request: JobRequest) -> Slots | None:
        """Cards for the whole gang, or None. Their hosts are out of the order until they are put back."""
        need = request.demand.gpus
        for index, host in enumerate(self._hosts):
            if host.free >= need and will_do(request, host.node):
                del self._hosts[index]
                return ((host, need),)
        slots = None if need == 1 else place(request, self._hosts)
        for host, _ in slots or ():
            self._hosts.remove(host)
        return slots

    def put_back(self, slots: Slots) -> None:
        """The hosts of these cards take their places again, with what is free on them now."""
        for host, _ in slots:
            if host.free:
                insort(self._hosts, host, key=self._rank)

    def _rank(self, host: Host) -> tuple[int, str]:
        return self._sign * host.free, host.node.key


def place(request: JobRequest, hosts: Iterable[Host], freed: Mapping[str, int] | None = None) -> Slots | None:
    """Cards for the whole gang, or None; `freed` counts cards by node that could be had beyond the free ones.

    One node if any has room: the one left with the fewest free cards, then the smallest key. Else as few nodes as will do,
    of one kind of card, since a gang keeps step with its slowest.
    """
    need = request.demand.gpus
    freed = freed or {}
    rooms = [
        (host, room) for host in hosts if (room := host.free + freed.get(host.key, 0)) and will_do(request, host.node)
    ]
    whole = [(room, host.key, host) for host, room in rooms if room >= need]
    if whole:
        return ((min(whole, key=lambda found: found[:2])[2], need),)
    if need == 1:
        return None
    kinds = {host.machine.gpu for host, _ in rooms}
    gangs = [
        gang for kind in kinds if (gang := _span(need, [found for found in rooms if found[0].machine.gpu == kind]))
    ]
    return min(gangs, key=lambda gang: (len(gang), [host.key for host, _ in gang]), default=None)


def _span(need: int, rooms: list[tuple[Host, int]]) -> Slots | None:
    """`need` cards from the roomiest hosts, or None."""
    slots: list[tuple[Host, int]] = []
    for host, room in sorted(rooms, key=lambda found: (-found[1], found[0].key)):
        taken = min(room, need)
        slots.append((host, taken))
        need -= taken
        if need == 0:
            return tuple(slots)
    return None
