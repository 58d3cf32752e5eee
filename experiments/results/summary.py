"""The numbers that one looks at first, from the tables of a run alone."""

from __future__ import annotations

from collections.abc import Mapping

import pyarrow as pa

from experiments.metrics.declared import METRICS
from experiments.metrics.evidence import Evidence
from experiments.metrics.metric import Value


def summary(tables: Mapping[str, pa.Table]) -> dict[str, Value]:
    """Every metric that the tables tell, by flat name (`tokens.trainers`); what they do not tell is left out."""
    return told(Evidence(tables))


def told(evidence: Evidence) -> dict[str, Value]:
    """The same of tables that were read already."""
    return {name: value for metric in METRICS for name, value in metric.told(evidence).items()}
