"""One colour per group on the whole page, told apart by colour-blind readers (Okabe and Ito 2008)."""

from __future__ import annotations

from experiments.report.cast import Cast

INK, FAINT, RULE = "#222222", "#777777", "#dddddd"
CALM = ("#0072b2", "#009e73", "#56b4e9", "#8a7a00", "#4b4b4b", "#7b5ea7")
WARM = ("#d55e00", "#cc79a7", "#e69f00")
"""For groups that do not behave honestly."""


def colours(cast: Cast) -> dict[str, str]:
    """Colour by group: cool for honest ones, warm for others; with more groups than colours the last one is shared."""
    honest = [group for group, members in cast.groups.items() if all(member.honest for member in members)]
    others = [group for group in cast.groups if group not in honest]
    return {
        group: shades[min(place, len(shades) - 1)]
        for groups, shades in ((honest, CALM), (others, WARM))
        for place, group in enumerate(groups)
    }
