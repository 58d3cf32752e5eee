"""Executes a run's config again and compares the tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from experiments.bad_input import BadInput
from experiments.compose import Composed
from experiments.difference import first_difference
from experiments.manifest import Manifest, installed, machine
from experiments.result import Run
from experiments.running import simulate
from experiments.source import source
from experiments.tables import Fingerprint, fingerprint, read


def rerun(folder: Path, plugins: tuple[str, ...]) -> str | None:
    """None when every table comes out the same, else one line; on another machine, other versions or another revision of the
    source a difference proves nothing, and the line says so. Plug-ins are code: they run only if they are named again."""
    manifest, config = Manifest.read(folder), Run(folder).config
    named_again(config, plugins)
    again = simulate(Composed({**config, "out": None}, manifest.scenario))
    different = differing(manifest.tables, {name: fingerprint(table) for name, table in again.items()})
    if not different:
        return None
    name = different[0]
    kept = folder / f"{name}.parquet"
    if name not in again:
        place = "not written again"
    else:
        place = first_difference(read(kept), again[name]) if kept.exists() else "its hash differs; no table was kept"
    elsewhere = [
        f"{key} {there} there, {here.get(key, 'absent')} here"
        for there_all, here in (
            (manifest.hardware, machine()),
            (manifest.versions, installed()),
            (manifest.source, source()),
        )
        for key, there in there_all.items()
        if here.get(key) != there
    ]
    if elsewhere:
        return f"OTHER HARDWARE  {name}.parquet, {place}; it was run elsewhere: {'; '.join(elsewhere)}"
    return f"FAIL  {name}.parquet, {place}"


def named_again(config: Mapping[str, Any], plugins: Sequence[str]) -> None:
    """Raises `BadInput` unless exactly the plug-ins of a run are named: they are code, and whoever runs it says so."""
    if tuple(config["plugins"]) != tuple(plugins):
        raise BadInput(
            f"plugins=[{','.join(plugins)}]: this run used plugins=[{','.join(config['plugins'])}]; name exactly those to "
            "run their code"
        )


def differing(there: Mapping[str, Fingerprint], here: Mapping[str, Fingerprint]) -> list[str]:
    """Names of the tables that two runs do not have alike, sorted."""
    both = sorted({*there, *here})
    return [name for name in both if name not in there or name not in here or there[name].hash != here[name].hash]
