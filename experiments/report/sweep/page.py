"""The page of a sweep, top to bottom."""

from __future__ import annotations

from collections.abc import Mapping

from experiments.analysis.contrasts import contrasts
from experiments.analysis.dataset import Dataset
from experiments.analysis.moved import comparisons, moved, trends
from experiments.report.markup import element
from experiments.report.page import sheet
from experiments.report.sweep.boxes import boxes
from experiments.report.sweep.broke import broke
from experiments.report.sweep.choices import choices
from experiments.report.sweep.foot import foot
from experiments.report.sweep.heading import heading
from experiments.report.sweep.matters import matters
from experiments.report.sweep.seeds import enough
from experiments.report.sweep.shifts import shifts
from experiments.report.sweep.slopes import slopes
from experiments.report.sweep.values import values
from experiments.report.sweep.varied import varied


def render(data: Dataset, below: Mapping[str, float] | None = None) -> str:
    """One self-contained HTML page, readable as XML: no script, nothing to load. `below` has thresholds by metric, and the
    page then tells where the metric falls below."""
    compared = comparisons(data)
    found, risen, chosen = moved(compared), trends(data), contrasts(data)
    return sheet(
        f"Sweep of {data.about['scenario']}",
        [
            heading(data, found, risen, chosen),
            varied(data),
            values(data),
            shifts(found, compared),
            slopes(risen),
            choices(chosen),
            matters(data),
            *(boxes(data, metric, threshold) for metric, threshold in (below or {}).items()),
            enough(data),
            broke(data),
            element("footer", *foot(data)),
        ],
    )
