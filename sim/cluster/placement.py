"""Finding cards for a gang: all of them, or none."""

from __future__ import annotations

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


def place(
    request: JobRequest, hosts: Iterable[Host], freed: Mapping[str, int] | None = None, spread: bool = False
) -> Slots | None:
    """Cards for the whole gang, or None; `freed` counts cards by node that could be had beyond the free ones.

    One node if any has room: the one left with the fewest free cards, so that large gangs find some later, or with the
    most, so that all nodes earn (`spread`); then the smallest key. Else as few nodes as will do, of one kind of card, since
    a gang keeps step with its slowest.
    """
    need = request.demand.gpus
    freed = freed or {}
    rooms = [
        (host, room) for host in hosts if (room := host.free + freed.get(host.key, 0)) and will_do(request, host.node)
    ]
    whole = [(-room if spread else room, host.key, host) for host, room in rooms if room >= need]
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
