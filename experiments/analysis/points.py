"""The points of a sweep, each as one row."""

from __future__ import annotations

import pandas as pd

from experiments.analysis.dataset import DONE, Dataset


def whole(data: Dataset) -> pd.DataFrame:
    """One row per point of which every run is done: its settings, and the mean of each metric that all its runs tell."""
    runs = data.runs
    ended = runs[(runs["status"] == DONE).groupby(runs["point"]).transform("all")].groupby("point")
    means = ended[data.metrics].mean().where(ended[data.metrics].count().eq(ended.size(), axis=0))
    return means.join(runs.drop_duplicates("point").set_index("point")[data.varied]).drop_duplicates()
