"""One run, as a property reads it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from experiments.metrics.evidence import Evidence


@dataclass(frozen=True)
class Played:
    """The composed factory that was run, and the tables that it left."""

    config: Mapping[str, Any]
    evidence: Evidence
