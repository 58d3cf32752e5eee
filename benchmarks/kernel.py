"""`make bench`: the figures of events, money, memory and training on this machine, as ratios where that is possible. The
last line is JSON.

Machines differ and are shared: compare ratios, and absolute figures only with others of the same run.
"""

from __future__ import annotations

import json
import platform

from benchmarks import client_round, memory, messages, run_time, stack, training, wakeups


def main() -> None:
    """Measure everything, say it, and print it once more as one line of JSON."""
    print(f"{platform.machine()}, {platform.processor() or 'unknown processor'}, Python {platform.python_version()}")
    found: dict[str, object] = {}
    for figure in (wakeups, messages, client_round, memory, run_time, training, stack):
        measured = figure.measure()
        found |= measured
        for name, value in measured.items():
            print(f"  {name:32} {value}")
    print(json.dumps(found))


if __name__ == "__main__":
    main()
