"""The days that are asked about."""

from __future__ import annotations

import re
from dataclasses import dataclass
from math import inf

from experiments.bad_input import BadInput
from sim.durations import DAY

FORM = "allowed: two days, the first below the second, such as days=3..12"


@dataclass(frozen=True)
class Span:
    """From a second of simulated time until before another."""

    since: float = 0.0
    until: float = inf

    @classmethod
    def of_days(cls, text: str) -> Span:
        """Of "3..12": from the beginning of the third day past genesis until before that of the twelfth."""
        found = re.fullmatch(r"(\d{1,6}(?:\.\d{1,9})?)\.\.(\d{1,6}(?:\.\d{1,9})?)", text)
        if found is None or not float(found[1]) < float(found[2]):
            raise BadInput(f"days={text}: {FORM}")
        return cls(float(found[1]) * DAY, float(found[2]) * DAY)

    def __contains__(self, seconds: object) -> bool:
        return isinstance(seconds, int | float) and self.since <= seconds < self.until
