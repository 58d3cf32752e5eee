"""One market without training, in which somebody is paid for everything that a role may be paid for."""

from __future__ import annotations

import pytest

from experiments import run
from experiments.results.result import Run


@pytest.fixture(scope="session")
def market(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """The default factory without training: three days, of which the last half is after the horizon."""
    out = tmp_path_factory.mktemp("runs") / "market"
    return run(["lab=stub", "horizon_days=2.5", "burn_in_days=0", "settle_days=0.5", f"out={out}"])


@pytest.fixture(scope="session")
def digits(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """Three days of the digits without training, in which all work is repeated and both cheats are slashed."""
    out = tmp_path_factory.mktemp("runs") / "digits"
    return run(["scenario=digits", "lab=stub", "horizon_days=3", "verification.rate=1.0", f"out={out}"])
