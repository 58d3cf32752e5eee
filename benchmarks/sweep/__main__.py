"""`python -m benchmarks.sweep` takes a quarter of an hour on two cores; the last line is JSON.

All figures are of one run of this program, so their ratios hold for the machine and the moment: the machine's own share of
two busy processes is measured first, and everything else is read against it.
"""

from __future__ import annotations

import json
import tempfile
from pathlib import Path

from benchmarks import grouping
from benchmarks.sweep import alike, driver, pools


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        found = {"two_busy_over_one": pools.busy()}
        for each in (driver.measured, driver.memory, pools.measured, alike.measured, grouping.measured):
            place = Path(folder) / f"{each.__module__}.{each.__name__}"
            place.mkdir()
            print(f"{each.__module__.removeprefix('benchmarks.')} {each.__name__}", flush=True)
            found |= each(place)
    print(json.dumps(found))


if __name__ == "__main__":
    main()
