"""Which settings a metric depends on, from a sweep whose design was drawn to tell it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from experiments.analysis.dataset import DONE, Dataset
from experiments.bad_input import BadInput, allowed
from experiments.sweeping.design import STREAM, unit
from experiments.sweeping.sampling import MISSING, SAMPLED, block, problem

RESAMPLES = 1000
"""Of blocks, for the intervals."""
COLUMNS = {
    "morris": ("mu", "mu_star", "mu_star_conf", "sigma"),
    "saltelli": ("S1", "S1_conf", "ST", "ST_conf"),
}
"""What SALib calls them. Columns that end in _conf are half of a bootstrap 95 % interval."""
LARGEST = {"morris": "mu_star", "saltelli": "ST"}
"""By which settings are put in order."""


def sensitivity(data: Dataset, metrics: Sequence[str] = ()) -> pd.DataFrame:
    """How much each setting moves each metric (all that vary, if none is named), largest first within a metric.

    With design=morris: mu, the mean effect of moving a setting over its whole range, mu_star that of its size, both in the
    metric's unit, and sigma their standard deviation, large where the effect depends on the rest (Morris 1991; Campolongo,
    Cariboni and Saltelli 2007). With design=saltelli: S1, the share of the metric's variance that goes with the setting
    alone, and ST, with all that it has a part in (Sobol 1993; Saltelli et al. 2010). Where a setting has names for values,
    sizes and shares have a meaning and mu has none.

    A point is the mean of its seeds, so what is left of chance counts as effect: more seeds make it smaller. A block of
    which a run is not done, or does not tell the metric, is left out whole; `blocks` says how many are left. Raises
    `BadInput` for a sweep of another design, a metric that it has not, fewer than two whole blocks, and without SALib.
    """
    asked = data.about["asked"]
    design, names = asked["design"], data.varied
    if design not in SAMPLED:
        raise BadInput(f"{data.path}: design={design}; allowed: a sweep with design=morris or design=saltelli")
    for metric in metrics:
        if metric not in data.metrics:
            raise BadInput(f"metric={metric!r}: in no summary of {data.path}; {allowed(metric, data.metrics)}")
    inputs = unit(design, asked["points"], len(names))
    found = []
    for metric in metrics or data.metrics:
        told = data.runs[metric].where(data.runs["status"] == DONE)
        means = told.groupby(data.runs["point"]).agg(lambda seeds: seeds.mean(skipna=False)).to_numpy(np.float64)
        groups = means.reshape(-1, block(design, len(names)))
        whole = np.isfinite(groups).all(axis=1)
        outputs = groups[whole].reshape(-1)
        if whole.sum() < 2:
            if metrics:
                raise BadInput(f"metric={metric!r}: {whole.sum()} whole blocks of {len(groups)}; allowed: two at least")
            continue
        if np.ptp(outputs) == 0:
            continue
        rows = _analysed(design, names, inputs[np.repeat(whole, groups.shape[1])], outputs)
        rows.insert(0, "metric", metric)
        found.append(rows.assign(blocks=int(whole.sum())).sort_values(LARGEST[design], ascending=False))
    return pd.concat(found, ignore_index=True) if found else pd.DataFrame(columns=["metric", "setting"])


def _analysed(design: str, names: list[str], inputs: np.ndarray, outputs: np.ndarray) -> pd.DataFrame:
    """A row per setting."""
    try:
        from SALib.analyze import morris, sobol  # noqa: PLC0415  the extra is optional
    except ImportError as error:
        raise BadInput(f"sensitivity {MISSING}") from error
    if design == "morris":
        told = morris.analyze(problem(names), inputs, outputs, num_resamples=RESAMPLES, seed=STREAM)
    else:
        told = sobol.analyze(problem(names), outputs, calc_second_order=False, num_resamples=RESAMPLES, seed=STREAM)
    return pd.DataFrame({"setting": names, **{column: np.asarray(told[column]) for column in COLUMNS[design]}})
