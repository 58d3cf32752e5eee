"""Which settings matter, where the design was drawn to tell it."""

from __future__ import annotations

from experiments.analysis.dataset import Dataset
from experiments.analysis.sensitivity import COLUMNS, sensitivity
from experiments.bad_input import BadInput
from experiments.report.markup import Html, paragraph, section, table
from experiments.report.sweep.values import chief
from experiments.report.wording import counted, short
from experiments.sweeping.sampling import SAMPLED, block

NOTES = {
    "morris": "mu_star: the mean size of the effect of moving a setting over its whole range, in the metric's unit; mu: the "
    "mean of the effect itself; sigma: its standard deviation, large where it depends on the other settings (Morris 1991; "
    "Campolongo et al. 2007).",
    "saltelli": "S1: the share of the metric's variance that goes with the setting alone; ST: with all that it has a part "
    "in (Sobol 1993; Saltelli et al. 2010).",
}


def matters(data: Dataset) -> Html:
    """The chief metric by every setting; nothing for another design."""
    design, metric = data.about["asked"]["design"], chief(data)
    if design not in SAMPLED or not metric:
        return Html()
    title = f"What {metric} depends on"
    try:
        found = sensitivity(data, [metric])
    except BadInput as error:
        return section(title, paragraph(f"Cannot be told: {error}."))
    if found.empty:
        return section(title, paragraph(f"{metric} is the same in all points."))
    blocks = data.about["points"] // block(design, len(data.varied))
    rows = [[row["setting"], *(short(row[column]) for column in COLUMNS[design])] for _, row in found.iterrows()]
    told = f"From {found['blocks'][0]:,} of {counted(blocks, 'block')}, those of which every run is done."
    note = (
        f"{NOTES[design]} Columns in _conf are half of a bootstrap 95 % interval. A point is the mean of its seeds; what is "
        "left of chance counts as effect."
    )
    return section(title, paragraph(told), table(["setting", *COLUMNS[design]], rows, 1), paragraph(note, css="note"))
