"""Does everything that happened name an earlier fact as its cause?"""

from __future__ import annotations

from collections.abc import Iterator

from experiments.verification.flaw import Flaw
from experiments.verification.rows import Rows


def causes(record: Rows) -> Iterator[Flaw]:
    """A fact names an earlier fact (-1: none, at genesis or from outside); an entry names a fact no later than itself."""
    times: list[float] = []
    for row, (number, time, cause) in enumerate(record.rows("facts", "fact", "time", "cause")):
        times.append(time)
        if not -1 <= cause < number:
            yield Flaw("facts.parquet", f"is {cause}; allowed: -1, or the number of an earlier fact", row, "cause")
            return
    for row, (time, cause) in enumerate(record.rows("ledger", "time", "cause")):
        if not 0 <= cause < len(times):
            yield Flaw(
                "ledger.parquet", f"is {cause}; allowed: the number of a fact, 0 to {len(times) - 1}", row, "cause"
            )
            return
        if times[cause] > time:
            yield Flaw("ledger.parquet", f"is {cause}, a fact of {times[cause]}; the entry is of {time}", row, "cause")
            return
