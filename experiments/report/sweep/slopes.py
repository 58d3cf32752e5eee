"""What rises or falls with a setting that was spread."""

from __future__ import annotations

from collections.abc import Sequence

from experiments.analysis.moved import Trend
from experiments.report.markup import Html, element, paragraph, section, table
from experiments.report.sweep.heading import ALPHA
from experiments.report.wording import counted, short, unlikely

MOST = 60


def slopes(found: Sequence[Trend]) -> Html:
    """Trends that are more than chance, the strongest first; nothing where no number was spread."""
    if not found:
        return Html()
    sure = sorted((trend for trend in found if trend.p_holm < ALPHA), key=lambda trend: -abs(trend.rho))
    told = f"{counted(len(found), 'trend')} looked at, {len(sure):,} more than chance."
    rows = [
        [trend.setting, trend.metric, short(trend.rho, True), unlikely(trend.p_holm), str(trend.n)] for trend in sure
    ]
    heads = ["setting", "metric", "rank correlation", "p, Holm", "points"]
    return section(
        "What rises and falls",
        paragraph(told),
        *([table(heads, rows[:MOST], 2)] if rows else []),
        *([element("p", f"and {len(rows) - MOST:,} more", css="note")] if len(rows) > MOST else []),
        paragraph(
            "Spearman's rank correlation over points whose runs are all done, each the mean of its seeds.", css="note"
        ),
    )
