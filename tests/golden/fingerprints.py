"""Digests of a run's tables. `python -m tests.golden.fingerprints SEED` prints those of a restless factory as JSON."""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from hashlib import blake2b

from agents.behaviours.any.mix import Mix
from agents.behaviours.trainer.copycat import Copycat
from agents.behaviours.trainer.honest import Honest
from agents.behaviours.trainer.sign_flip import SignFlip
from sim.blueprint import Blueprint
from sim.cluster.checkpoint import Checkpoint
from sim.cluster.churn import OnOff
from sim.cluster.failures import Weibull
from sim.cluster.power import Power
from sim.cluster.profile import Profile
from sim.cluster.schedulers.fifo import Fifo
from sim.cluster.stragglers import Stragglers
from sim.factory import Factory
from tests.golden.tracer import MACHINE, group, tracer, training_round


def fingerprints(factory: Factory) -> dict[str, str]:
    """By table: 32 hex digits over its columns' names and its rows in order, floats to the last bit."""
    found = {}
    for name, table in factory.recorder.tables().items():
        rows = [[v.hex() if isinstance(v, float) else v for v in row.values()] for row in table.to_pylist()]
        found[name] = blake2b(json.dumps([table.column_names, rows]).encode(), digest_size=16).hexdigest()
    return found


def restless(seed: int = 0) -> Blueprint:
    """Three hours with chance everywhere: stragglers, failures, churn, lots, coins, and somebody who watches the mempool."""
    machine = replace(MACHINE, failures=Weibull(mtbf=900, shape=0.7, repair=60), churn=OnOff(1800, 120))
    return tracer(
        seed,
        hours=3,
        rounds=training_round(seats=4, commit_reveal=False),
        machine=machine,
        cluster=Profile(Fifo(), Stragglers(0.3), Checkpoint(5, 5), Power(0.1, 1.0, 1.2)),
        cheats=group("trainer", Mix(inner=Honest(), otherwise=SignFlip(inner=Honest())), count=2),
        copycats=group("trainer", Copycat(inner=Honest())),
    )


if __name__ == "__main__":
    factory = Factory(restless(int(sys.argv[1])))
    factory.run()
    print(json.dumps(fingerprints(factory)))
