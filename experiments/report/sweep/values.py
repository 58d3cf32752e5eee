"""The chief metric at every value of every setting, drawn."""

from __future__ import annotations

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from pandas.api.types import is_bool_dtype, is_numeric_dtype

from experiments.analysis.arms import typed
from experiments.analysis.dataset import DONE, Dataset
from experiments.analysis.planning import half_width
from experiments.report.drawing import drawn
from experiments.report.markup import Html, paragraph, section
from experiments.report.palette import CALM, FAINT

CHIEF = "accuracy"
PANELS, FEW = 4, 8


def chief(data: Dataset) -> str:
    """The metric that the page draws: accuracy where it is told, else the first that varies; empty when none is."""
    if CHIEF in data.metrics:
        return CHIEF
    return next((name for name in data.metrics if data.runs[name].nunique() > 1), "")


def values(data: Dataset) -> Html:
    """A panel for each of the first settings: one dot per run, and the mean with its interval where values are few."""
    metric, settings = chief(data), data.varied[:PANELS]
    if not metric or not settings:
        return Html()

    def paint(figure: Figure) -> None:
        panels = figure.subplots(1, len(settings), sharey=True, squeeze=False)[0]
        for axes, setting in zip(panels, settings, strict=True):
            told = data.runs[(data.runs["status"] == DONE) & data.runs[metric].notna()]
            places, labels = _places(data.runs[setting])
            places = places[told.index]
            axes.scatter(places, told[metric], s=9, color=FAINT, alpha=0.5, linewidths=0)
            if labels:
                ran = [name if (places == place).any() else f"{name}\n(none done)" for place, name in enumerate(labels)]
                axes.set_xticks(range(len(labels)), ran)
                axes.set_xlim(-0.6, len(labels) - 0.4)
                _means(axes, places, told, metric)
            axes.set_title(setting)
        panels[0].set_ylabel(metric)
        _as_high_as_the_dots(panels[0], data.runs[metric].where(data.runs["status"] == DONE).dropna())

    about = f"{metric} of every run by {', '.join(settings)}"
    note = (
        "A dot is a run; where values are few, the line is their mean, with Student's 95 % interval over seeds, cut off "
        "where it leaves the panel."
    )
    return section(f"{metric}, run by run", drawn("values", about, 2.6, paint), paragraph(note, css="note"))


def _as_high_as_the_dots(axes: Axes, told: pd.Series) -> None:
    """Intervals of two seeds would make a panel many times as high as what it shows."""
    if len(told) and (span := float(told.max() - told.min())):
        axes.set_ylim(float(told.min()) - 0.1 * span, float(told.max()) + 0.1 * span)


def _places(column: pd.Series) -> tuple[pd.Series, list[str]]:
    """Where each run stands on the axis, and the names of the places; none where a number has many values."""
    found = list(column.drop_duplicates())
    number = is_numeric_dtype(column) and not is_bool_dtype(column)
    if number and len(found) > FEW:
        return column, []
    found = sorted(found) if number else found
    return column.map({value: place for place, value in enumerate(found)}), [typed(value) for value in found]


def _means(axes: Axes, places: pd.Series, runs: pd.DataFrame, metric: str) -> None:
    """The mean of each place, with its interval over seeds: a seed's runs there are one draw."""
    for place, told in runs.groupby(places):
        seeds = told.groupby("seed")[metric].mean()
        reach = half_width(float(seeds.std()), len(seeds)) if len(seeds) > 1 else None
        axes.errorbar(place, seeds.mean(), reach, fmt="_", color=CALM[0], markersize=14, capsize=3, linewidth=1.2)
