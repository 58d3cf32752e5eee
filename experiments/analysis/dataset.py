"""A sweep as data: one row per run that was asked for, and every table of every run by SQL."""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from glob import escape
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
from pandas.api.types import is_bool_dtype, is_numeric_dtype

from experiments.bad_input import BadInput, allowed
from experiments.results import tables
from experiments.results.result import SUMMARY
from experiments.sweeping import ground
from experiments.sweeping.place import Place
from experiments.sweeping.plan import Plan
from experiments.sweeping.request import Request
from experiments.sweeping.tally import Tally

DONE, FAILED, MISSING = "done", "failed", "missing"
RUNS = "runs"
STATE = ("status", "error")


@dataclass(frozen=True)
class Dataset:
    """A sweep on disk, as it is when something is first asked of it."""

    path: Path
    about: Mapping[str, Any]
    """What its sweep.json says."""

    @cached_property
    def runs(self) -> pd.DataFrame:
        """One row per run that was asked for: config, seed, point, what varies, status (done, failed or missing), error,
        and every number or words of its summary; those of a run that is not done are missing values."""
        place = Place(self.path)
        asked: pd.DataFrame = tables.read(place.asked).to_pandas()
        there = {path.name for path in place.runs.glob("config=*")}
        stories = [_story(place, config, there) for config in asked["config"]]
        told = pd.DataFrame([summary for _, _, summary in stories], index=asked.index)
        state = pd.DataFrame([(status, error) for status, error, _ in stories], asked.index, STATE, dtype=str)
        return pd.concat([asked, state, told[[name for name in told if name not in asked]]], axis=1)

    @property
    def varied(self) -> list[str]:
        """The settings that vary, as columns of `runs`."""
        return [str(name) for name in self.about["varied"]]

    @property
    def metrics(self) -> list[str]:
        """The columns of `runs` that are numbers of a summary."""
        known = {"config", "seed", "point", *self.varied, *STATE}
        return [str(name) for name in self.runs if name not in known and is_numeric_dtype(self.runs[name])]

    @cached_property
    def tally(self) -> Tally:
        """How many runs were asked for, are done, failed, and are missing."""
        count = self.runs["status"].value_counts()
        return Tally(len(self.runs), int(count.get(DONE, 0)), int(count.get(FAILED, 0)))

    @cached_property
    def names(self) -> list[str]:
        """Tables that at least one run left, sorted."""
        return sorted({path.stem for path in Place(self.path).runs.glob("*/*.parquet")})

    def sql(self, query: str) -> pd.DataFrame:
        """What DuckDB answers. `runs` is the frame above; every other table has the rows of all runs, and a column `config`
        that names the run. Only the columns and rows that the query needs are read. Raises duckdb.Error for a query that
        cannot be answered."""
        with duckdb.connect() as connection:
            for name in (RUNS, *self.names):
                if re.search(rf"\b{re.escape(name)}\b", query):
                    self._offer(connection, name)
            return connection.execute(query).df()

    def table(self, name: str) -> pd.DataFrame:
        """All rows of a table, `config` first. Raises `BadInput` for a table that no run left."""
        if name not in self.names:
            kept = " (a sweep with keep=summary has none)" if self.about["asked"]["keep"] == "summary" else ""
            raise BadInput(f"table={name!r}: no run of {self.path} left one{kept}; {allowed(name, self.names)}")
        return self.sql(f'select config, * exclude (config) from "{name}"')  # noqa: S608  a name from the list above

    def replay(self, config: str) -> str:
        """The command that makes the run with this config hash again. Raises `BadInput` for one that was not asked for."""
        found = self.runs[self.runs["config"] == config]
        if found.empty:
            raise BadInput(f"config={config!r}: no run of {self.path}; allowed: the hash in a column `config`")
        row, plan = found.iloc[0], Plan(Request.of(self.about["asked"]))
        return shlex.join(["aifactory", "run", *plan.overrides(int(row["point"])), f"seed={row['seed']}"])

    def _offer(self, connection: duckdb.DuckDBPyConnection, name: str) -> None:
        if name == RUNS:
            connection.register(RUNS, self.runs)
            return
        files = escape(str(Place(self.path).runs)).replace("'", "''")
        # A hash may be all digits: as a number it would lose its zeros.
        connection.execute(
            f"create view \"{name}\" as from read_parquet('{files}/*/{name}.parquet', "
            "union_by_name = true, hive_partitioning = true, hive_types = {'config': varchar})"
        )


def load(path: Path | str) -> Dataset:
    """The sweep in a directory, of which only sweep.json is read yet. Raises `BadInput` for a directory of anything else."""
    place = Place(Path(path))
    if not place.sweep.is_file():
        raise BadInput(f"SWEEP={path}: holds no {place.sweep.name}; allowed: the directory of a sweep")
    return Dataset(place.root, ground.read(place))


def numbers(frame: pd.DataFrame, names: Sequence[str]) -> dict[str, float]:
    """The mean of each column that has a finite number in every row."""
    found = {name: pd.to_numeric(frame[name]).mean(skipna=False) for name in names if not is_bool_dtype(frame[name])}
    return {name: float(value) for name, value in found.items() if pd.notna(value)}


def _story(place: Place, config: str, there: set[str]) -> tuple[str, str, Mapping[str, Any]]:
    """How a run stands: status, error, summary."""
    try:
        if place.run(config).name in there:
            return DONE, "", json.loads((place.run(config) / SUMMARY).read_text("utf-8"))
        if place.failure(config).exists():
            return FAILED, str(json.loads(place.failure(config).read_text("utf-8"))["error"]), {}
    except (OSError, ValueError, KeyError) as error:
        return MISSING, f"cannot be read: {' '.join(str(error).split())}", {}
    return MISSING, "", {}
