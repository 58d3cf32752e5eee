"""Agents in a ring, contracts within, and a wedge for the tokens that moved between two."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import cos, pi, sin

import numpy as np
from matplotlib.axes import Axes
from matplotlib.collections import PolyCollection
from numpy.typing import NDArray

from experiments.report.cast import Cast, Member
from experiments.report.drawing import apart
from experiments.report.palette import FAINT, INK, colours
from experiments.report.wording import short
from experiments.viewing.flow import flow
from experiments.viewing.watched import Watched

INNER, OUTER, GAP = 0.52, 1.0, 0.012
"""Radii of the two rings, and the space between two groups, as a part of all places."""
NAMES, HEIGHT = 1.28, 1.14
"""How far to the left and right the names of groups stand, and how far up and down they reach."""
NARROW, WIDE, BEND = 0.006, 0.07, 0.12
"""Breadth of the narrowest and of the widest wedge where it ends, and how far one bends, as a part of its length."""
NUMBERED = 40
"""Agents are numbered when there are no more than this."""
STEPS = np.linspace(0.0, 1.0, 17)
Place = tuple[float, float]


def paint(axes: Axes, watched: Watched) -> None:
    """The whole picture: what a dot, a square and a wedge mean is said below it."""
    moved, shades = flow(watched.moved, watched.cast), colours(watched.cast)
    groups = {account: group for group, members in watched.cast.groups.items() for account in _accounts(members)}
    others = sorted({*watched.contracts, *(end for ends in moved for end in ends)} - groups.keys())
    within = {name: _at(INNER, place / len(others)) for place, name in enumerate(others)}
    places = {**around(watched.cast), **within}
    widest = max(moved.values(), default=1.0)
    tint = [shades.get(groups.get(payer) or groups.get(payee, ""), FAINT) for payer, payee in moved]
    wedges = [_wedge(places[a], places[b], WIDE * (many / widest) ** 0.5) for (a, b), many in moved.items()]
    axes.add_collection(PolyCollection(wedges, facecolors=tint, alpha=0.4, linewidths=0))
    _dots(axes, watched, places, shades)
    for name, (x, y) in within.items():
        axes.scatter(x, y, s=26, marker="s", color=INK, zorder=3)
        box = {"facecolor": "white", "alpha": 0.75, "edgecolor": "none", "pad": 0.8}
        shift = (0, 5) if y > -0.1 else (0, -11)
        axes.annotate(name, (x, y), shift, textcoords="offset points", ha="center", fontsize=7, zorder=4, bbox=box)
    told = f"the widest here: {short(widest)} tokens" if moved else "no tokens moved"
    axes.text(0.5, -0.02, _legend(told), transform=axes.transAxes, ha="center", va="top", fontsize=7, color=FAINT)
    axes.set_xlim(-1.75, 1.75)
    axes.set_ylim(-1.2, 1.2)
    axes.set_aspect("equal")
    axes.set_axis_off()


def around(cast: Cast) -> dict[str, Place]:
    """Where agents stand, by account: groups one after the other, a gap between two."""
    gap = max(GAP * len(cast.members), 0.6)
    whole = sum(len(members) + gap for members in cast.groups.values())
    found, at = dict[str, Place](), 0.0
    for members in cast.groups.values():
        for account in _accounts(members):
            found[account] = _at(OUTER, at / whole)
            at += 1
        at += gap
    return found


def _dots(axes: Axes, watched: Watched, places: Mapping[str, Place], shades: Mapping[str, str]) -> None:
    """Agents, as large as what they own, and the names of their groups beside them."""
    most = max(watched.owned.values(), default=0.0) or 1.0
    numbered = len(watched.owned) <= NUMBERED
    for group, members in watched.cast.groups.items():
        accounts = _accounts(members)
        points = np.array([places[account] for account in accounts])
        sizes = [9 + 130 * watched.owned.get(account, 0.0) / most for account in accounts]
        axes.scatter(points[:, 0], points[:, 1], s=sizes, color=shades[group], zorder=3, linewidths=0)
        for member, (x, y) in zip(members, points, strict=True):
            if numbered:
                axes.text(
                    1.1 * x, 1.1 * y, str(member.place), ha="center", va="center", fontsize=6, color=shades[group]
                )
    for right in (True, False):
        _names(axes, watched.cast, places, shades, right)


def _names(axes: Axes, cast: Cast, places: Mapping[str, Place], shades: Mapping[str, str], right: bool) -> None:
    """The groups of one half of the ring, each beside its middle, moved apart so that they can be read."""
    found = []
    for group, members in cast.groups.items():
        x, y = places[members[len(members) // 2].account]
        if (x >= 0) == right:
            found.append((y, x, group, f"{len(members)} {group}" if len(members) > 1 else group))
    heights = apart([y for y, *_ in sorted(found)], (-HEIGHT, HEIGHT))
    for height, (y, x, group, told) in zip(heights, sorted(found), strict=True):
        side, shade = (NAMES if right else -NAMES), shades[group]
        axes.plot([1.16 * x, 0.97 * side], [1.16 * y, height], color=shade, linewidth=0.5, alpha=0.6)
        axes.text(side, height, told, ha="left" if right else "right", va="center", fontsize=7.5, color=shade)


def _legend(widest: str) -> str:
    told = "A dot is an agent, its area what it owns; a square is a contract."
    return f"{told}\nA wedge widens towards who is paid; {widest}."


def _accounts(members: Sequence[Member]) -> list[str]:
    return [member.account for member in members]


def _at(radius: float, turn: float) -> Place:
    """A point of a ring, clockwise from the top."""
    return radius * sin(2 * pi * turn), radius * cos(2 * pi * turn)


def _wedge(start: Place, end: Place, breadth: float) -> NDArray[np.float64]:
    """The outline of a bent wedge, so that what goes and what comes back do not lie on each other."""
    a, b = np.array(start), np.array(end)
    along = b - a
    across = np.array([-along[1], along[0]])
    middle = (a + b) / 2 + BEND * across
    t = STEPS[:, None]
    line = (1 - t) ** 2 * a + 2 * t * (1 - t) * middle + t**2 * b
    half = across / (np.linalg.norm(across) or 1.0) * max(breadth, NARROW) / 2 * t
    return np.concatenate([line + half, (line - half)[::-1]])
