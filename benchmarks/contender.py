"""The driver's end of the line to a contender: a process that does one round whenever it is told to."""

from __future__ import annotations

import os
import signal
import subprocess
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from queue import Empty, Queue
from threading import Thread

import numpy as np
from numpy.typing import NDArray

from benchmarks.peers.workload import Workload

ROOT = Path(__file__).parents[1]
PATIENCE = 300.0
"""Seconds in which a contender must start up or do a round."""
QUIET = {"FLWR_TELEMETRY_ENABLED": "0", "RAY_USAGE_STATS_ENABLED": "0", "WANDB_MODE": "disabled"}
"""No peer reports its use to anybody from here."""


class Lost(RuntimeError):
    """A contender ended or fell silent; the message is its last line."""


@dataclass(frozen=True)
class Round:
    """Clients trained, seconds it took, and seconds of those in which the contender's own process had a core."""

    clients: int
    seconds: float
    cpu_seconds: float


class Contender:
    """A running contender. Every method raises `Lost` when it does not answer."""

    def __init__(self, name: str, command: Sequence[str], folder: Path) -> None:
        self._folder, self._name, self._log = folder, name, folder / f"{name}.log"
        self._path, self._opened = "", 0
        self._process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._log.open("w"),
            text=True,
            cwd=ROOT,
            env={**os.environ, **QUIET},
            start_new_session=True,
        )
        self._answers: Queue[str] = Queue()
        Thread(target=self._listen, daemon=True).start()

    def open(self, workload: Workload) -> None:
        """Begin with a workload; `await_ready` says when it has."""
        self._opened += 1  # a name of its own, since a contender may keep by its name what it has read
        self._path = str(self._folder / f"{self._name}-{self._opened}")
        workload.save(self._path)
        self._tell(f"open {self._path}")

    def await_ready(self) -> None:
        self._answer("ready")

    def round(self) -> Round:
        """Do one round."""
        self._tell("round")
        seconds, cpu_seconds, clients = self._answer("done")
        return Round(int(clients), float(seconds), float(cpu_seconds))

    def result(self) -> NDArray[np.float32]:
        """The final parameters (P,) of the workload, after its last round."""
        self._answer("result")
        found: NDArray[np.float32] = np.load(f"{self._path}.npy")
        return found

    def close(self) -> None:
        """Let it end, and see to it that it does."""
        assert self._process.stdin is not None
        with suppress(OSError):
            self._process.stdin.close()
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(timeout=20)
        with suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()

    def _listen(self) -> None:
        """Lines as they come, and an empty one at the end: a pipe cannot be waited on for a limited time everywhere."""
        assert self._process.stdout is not None
        for line in self._process.stdout:
            self._answers.put(line)
        self._answers.put("")

    def _tell(self, line: str) -> None:
        assert self._process.stdin is not None
        try:
            self._process.stdin.write(line + "\n")
            self._process.stdin.flush()
        except OSError as gone:
            raise Lost(self._last_line()) from gone

    def _answer(self, expected: str) -> Sequence[str]:
        try:
            words = self._answers.get(timeout=PATIENCE).split()
        except Empty:
            raise Lost(f"no answer in {PATIENCE:.0f} seconds; {self._last_line()}") from None
        if not words:
            raise Lost(self._last_line())
        if words[0] != expected:
            raise Lost(f"answered {words[0]!r}; expected: {expected!r}")
        return words[1:]

    def _last_line(self) -> str:
        lines = self._log.read_text("utf-8", "replace").split("\n")
        return next((line.strip() for line in reversed(lines) if line.strip()), "no word")
