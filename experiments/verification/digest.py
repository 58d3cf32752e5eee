"""Is the summary what the tables come to?"""

from __future__ import annotations

import json
from collections.abc import Iterator

from experiments.bad_input import shown
from experiments.results.result import SUMMARY
from experiments.results.summary import summary
from experiments.verification.disk import Disk
from experiments.verification.flaw import Flaw


def digest(disk: Disk) -> Iterator[Flaw]:
    """Compute the summary again, and compare it number by number."""
    try:
        claimed = json.loads((disk.folder / SUMMARY).read_text("utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        yield Flaw(SUMMARY, f"cannot be read: {' '.join(str(error).split())}")
        return
    computed = summary({name: disk.table(name) for name in disk.names})
    if not isinstance(claimed, dict):
        yield Flaw(SUMMARY, f"says {shown(claimed)}; allowed: {', '.join(computed)}")
        return
    for name, value in computed.items():
        if name in claimed and claimed[name] != value:
            yield Flaw(SUMMARY, f"{name} is {shown(claimed[name])}; the tables come to {shown(value)}")
    if list(claimed) != list(computed):
        yield Flaw(SUMMARY, f"says {shown(claimed)}; allowed: {', '.join(computed)}")
