"""What a metric is."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from experiments.metrics.evidence import Evidence

Value: TypeAlias = float | str
"""A finite number (whole ones are int), or words."""
Found: TypeAlias = Value | Mapping[str, Value] | None
"""One value, one for each of several names, or None: the run does not tell."""


@dataclass(frozen=True)
class Metric:
    """A pure function of the tables of a run, with what a reader must know to use it."""

    name: str
    unit: str
    formula: str
    of: Callable[[Evidence], Found]
    by: str = ""
    """What there is a value for each of, such as `group`: the metric `tokens` is then told as `tokens.<group>`."""
    source: str = ""
    shown: bool = False
    """Whether `aifactory run` prints it; all are in summary.json."""

    @property
    def key(self) -> str:
        """As documents write it."""
        return f"{self.name}.<{self.by}>" if self.by else self.name

    def told(self, evidence: Evidence) -> dict[str, Value]:
        """Flat values by name; none where the run does not tell."""
        found = self.of(evidence)
        if found is None:
            return {}
        if isinstance(found, Mapping):
            return {f"{self.name}.{name}": value for name, value in found.items()}
        return {self.name: found}
