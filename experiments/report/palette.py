"""One colour per group on the whole page, told apart by colour-blind readers (Okabe and Ito 2008, then Tol 2021)."""

from __future__ import annotations

from experiments.report.cast import Cast

INK, FAINT, RULE = "#222222", "#777777", "#dddddd"
CALM = (
    *("#0072b2", "#009e73", "#8a7a00", "#56b4e9", "#332288", "#44aa99"),
    *("#117733", "#7a86b6", "#999933", "#88ccee", "#4b4b4b", "#999999"),
)
WARM = ("#d55e00", "#cc79a7", "#e69f00", "#882255", "#ee6677")
"""For groups that do not behave honestly."""
BYSTANDERS = ("user", "trader")
"""Roles whose groups come last when there are not enough shades: they are named on few plots."""


def colours(cast: Cast) -> dict[str, str]:
    """Colour by group: cool for honest ones, warm for others, the first shade for the largest that works or holds; with more
    groups than colours the last one is shared."""
    largest = sorted(
        cast.groups, key=lambda group: (cast.groups[group][0].role in BYSTANDERS, -len(cast.groups[group]), group)
    )
    honest = [group for group in largest if all(member.honest for member in cast.groups[group])]
    others = [group for group in largest if group not in honest]
    return {
        group: shades[min(place, len(shades) - 1)]
        for groups, shades in ((honest, CALM), (others, WARM))
        for place, group in enumerate(groups)
    }
