"""A rule that holds its run at a gate: whoever tests what a death costs can choose the moment."""

from __future__ import annotations

import os
import signal
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from experiments.results import tables
from sim.seams.reward import Reward, RewardView
from sim.seams.rule import Ruling


@dataclass(frozen=True)
class Gate(Reward):
    """Pay nobody. Until there is a file `go` in the folder, wait, and leave a file there that is named by the process."""

    folder: str
    writing: bool = False
    """Wait not here but later, in the middle of writing a table."""

    def decide(self, view: RewardView, state: Any) -> Ruling:
        if not self.writing:
            self.wait()
        elif not self.open:
            tables.write = self.half  # for the rest of this process, which is not to live
        return (), state

    @property
    def open(self) -> bool:
        return (Path(self.folder) / "go").exists()

    def wait(self) -> None:
        while not self.open:
            (Path(self.folder) / str(os.getpid())).touch()
            time.sleep(0.05)

    def half(self, table: pa.Table, path: Path) -> None:
        pq.write_table(table, path)
        path.write_bytes(path.read_bytes()[:100])
        self.wait()
        raise AssertionError("this process should have died here")


@dataclass(frozen=True)
class Deadly(Reward):
    """Kill the process, each time."""

    def decide(self, view: RewardView, state: Any) -> Ruling:
        os.kill(os.getpid(), signal.SIGKILL)
        return (), state
