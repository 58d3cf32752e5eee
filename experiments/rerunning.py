"""Executes a run's config again and compares the tables."""

from __future__ import annotations

from pathlib import Path

from experiments.bad_input import BadInput
from experiments.compose import Composed
from experiments.difference import first_difference
from experiments.manifest import Manifest, installed, machine
from experiments.result import Run
from experiments.running import simulate
from experiments.tables import fingerprint, read


def rerun(folder: Path, plugins: tuple[str, ...]) -> str | None:
    """None when every table comes out the same, else one line; on another machine or other versions a difference proves
    nothing, and the line says so. Plug-ins are code: they run only if they are named again."""
    manifest, config = Manifest.read(folder), Run(folder).config
    if tuple(config["plugins"]) != plugins:
        wanted = ",".join(config["plugins"])
        raise BadInput(
            f"plugins=[{','.join(plugins)}]: this run used plugins=[{wanted}]; name exactly those to run their code"
        )
    again = simulate(Composed({**config, "out": None}, manifest.scenario))
    different = [
        name
        for name in sorted({*manifest.tables, *again})
        if name not in again
        or name not in manifest.tables
        or fingerprint(again[name]).hash != manifest.tables[name].hash
    ]
    if not different:
        return None
    name = different[0]
    place = first_difference(read(folder / f"{name}.parquet"), again[name]) if name in again else "not written again"
    elsewhere = [
        f"{key} {there} there, {here.get(key, 'absent')} here"
        for there_all, here in ((manifest.hardware, machine()), (manifest.versions, installed()))
        for key, there in there_all.items()
        if here.get(key) != there
    ]
    if elsewhere:
        return f"OTHER HARDWARE  {name}.parquet, {place}; it was run elsewhere: {'; '.join(elsewhere)}"
    return f"FAIL  {name}.parquet, {place}"
