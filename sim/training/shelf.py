"""Results on disk, shared by processes that run at the same time, the least recently used leaving first.

A shelf can lose anything at any time: what is missing, damaged or locked is computed again. So whatever goes wrong with it
is told in the log, once, and never ends a run.
"""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import Path
from time import time_ns

import numpy as np

from sim.jobs import Diverged, Result, Score, Vector
from sim.training.store import read_only

SCHEMA = (
    "CREATE TABLE IF NOT EXISTS results"
    " (key TEXT PRIMARY KEY, used INTEGER NOT NULL, weight INTEGER NOT NULL, seal BLOB NOT NULL, body BLOB NOT NULL)",
    "CREATE INDEX IF NOT EXISTS by_use ON results (used, weight)",
)
PATIENCE = 5.0
"""Seconds to wait for another process that writes."""
SLACK = 20
"""The file is looked at after each part in so many of its limit that was written, and that much goes beyond what must."""

log = logging.getLogger(__name__)


@dataclass
class Shelf:
    """About `limit` bytes of results in the file `path`, by keys that say all that a result depends on: each process that
    writes looks after every part in `SLACK` of the limit."""

    path: Path
    limit: int
    _database: sqlite3.Connection | None = field(default=None, init=False, repr=False)
    _written: int = field(default=0, init=False, repr=False)
    """Bytes since the last look at how much there is."""

    def __post_init__(self) -> None:
        if self.limit < 1:
            raise ValueError(f"Shelf.limit={self.limit}; allowed: at least 1 byte")
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            self._database = sqlite3.connect(self.path, timeout=PATIENCE, isolation_level=None)
            self._database.execute("PRAGMA journal_mode=WAL")
            self._database.execute("PRAGMA synchronous=OFF")  # what a crash of the machine costs is computed again
            for statement in SCHEMA:
                self._database.execute(statement)
        except (OSError, sqlite3.Error) as error:
            self._give_up(error)

    def get(self, keys: Sequence[str]) -> dict[str, Result]:
        """Those of these results that are there and whole."""
        found: dict[str, Result] = {}
        if self._database is None or not keys:
            return found
        try:
            for key in keys:
                row = self._database.execute("SELECT body, seal FROM results WHERE key = ?", (key,)).fetchone()
                if row is not None and row[1] == _seal(key, row[0]) and (result := _unpacked(row[0])) is not None:
                    found[key] = result
            now = time_ns()
            self._write("UPDATE results SET used = ? WHERE key = ?", [(now, key) for key in found])
        except sqlite3.Error as error:
            self._give_up(error)
        return found

    def put(self, results: Mapping[str, Result]) -> None:
        """Remember results. What could not be computed is not kept: its reason may not last."""
        now = time_ns()
        packed = {key: body for key, result in results.items() if (body := _packed(result)) is not None}
        if self._database is None or not packed:
            return
        try:
            rows = [(key, now, len(body), _seal(key, body), body) for key, body in packed.items()]
            self._write("INSERT OR REPLACE INTO results VALUES (?, ?, ?, ?, ?)", rows)
            self._written += sum(map(len, packed.values()))
            if self._written * SLACK >= self.limit:
                self._make_room()
        except sqlite3.Error as error:
            self._give_up(error)

    def close(self) -> None:
        if self._database is not None:
            self._database.close()
            self._database = None

    def _write(self, statement: str, rows: Sequence[tuple[object, ...]]) -> None:
        assert self._database is not None
        if rows:
            with self._database:
                self._database.execute("BEGIN IMMEDIATE")
                self._database.executemany(statement, rows)

    def _make_room(self) -> None:
        assert self._database is not None
        self._written = 0
        (held,) = self._database.execute("SELECT coalesce(sum(weight), 0) FROM results").fetchone()
        excess, gone = held - self.limit + self.limit // SLACK, list[tuple[str]]()
        for key, weight in self._database.execute("SELECT key, weight FROM results ORDER BY used, key"):
            if excess <= 0:
                break
            gone.append((key,))
            excess -= weight
        self._write("DELETE FROM results WHERE key = ?", gone)

    def _give_up(self, error: Exception) -> None:
        log.warning("results are not shared between runs: %s: %s", self.path, error)
        self.close()


def _seal(key: str, body: bytes) -> bytes:
    return blake2b(key.encode() + body, digest_size=8).digest()


def _packed(result: Result) -> bytes | None:
    match result:
        case np.ndarray():
            return b"v" + result.astype("<f4").tobytes()
        case Diverged(step):
            return b"d" + step.to_bytes(8, "little")
        case tuple():
            return b"s" + np.array([(s.correct, s.rows, s.loss) for s in result], dtype="<i8").tobytes()
        case _:
            return None


def _unpacked(body: bytes) -> Result | None:
    match body[:1]:
        case b"v":
            vector: Vector = np.frombuffer(body[1:], dtype="<f4")
            return read_only(vector)
        case b"d":
            return Diverged(int.from_bytes(body[1:], "little"))
        case b"s":
            return tuple(Score(*map(int, row)) for row in np.frombuffer(body[1:], dtype="<i8").reshape(-1, 3))
        case _:
            return None
