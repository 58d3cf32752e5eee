"""What is decided about a property."""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum


class Verdict(Enum):
    """Better INCONCLUSIVE than wrong: what the runs do not decide is not decided."""

    PASS = "PASS"  # noqa: S105 - a verdict and no password
    FAIL = "FAIL"
    INCONCLUSIVE = "INCONCLUSIVE"


def of_all(verdicts: Iterable[Verdict]) -> Verdict:
    """FAIL when one of them is; else INCONCLUSIVE when one of them is, or when there is none."""
    found = set(verdicts)
    if Verdict.FAIL in found:
        return Verdict.FAIL
    return Verdict.PASS if found == {Verdict.PASS} else Verdict.INCONCLUSIVE
