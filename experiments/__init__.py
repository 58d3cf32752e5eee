"""From configuration to a run, and on to answers: `from experiments import run, sweep, load, compare, fork, explain`."""

from importlib import import_module
from time import perf_counter
from typing import TYPE_CHECKING, Any

BEGAN = perf_counter()
"""When this program was reached, on that clock: before anything that it needs was imported."""

if TYPE_CHECKING:
    from experiments.analysis.dataset import load as load
    from experiments.comparing.compare import compare as compare
    from experiments.explaining.account import explain as explain
    from experiments.forking.fork import fork as fork
    from experiments.running.run import run as run
    from experiments.sweeping.driver import sweep as sweep

_HOMES = {
    "compare": "experiments.comparing.compare",
    "explain": "experiments.explaining.account",
    "fork": "experiments.forking.fork",
    "load": "experiments.analysis.dataset",
    "run": "experiments.running.run",
    "sweep": "experiments.sweeping.driver",
}


def __getattr__(name: str) -> Any:
    """Each is imported when it is asked for: a run needs nothing of what a comparison needs, and `--help` neither."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)
