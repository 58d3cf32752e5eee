"""Executes a run's config again and compares the tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from experiments.bad_input import BadInput, shown
from experiments.composing.compose import Composed, composed
from experiments.results.difference import first_difference
from experiments.results.manifest import Manifest, config_hash, installed, machine
from experiments.results.result import CONFIG, SUMMARY, Run
from experiments.results.source import source
from experiments.results.summary import summary
from experiments.results.tables import Fingerprint, fingerprint, read
from experiments.running.run import simulate


def rerun(folder: Path, plugins: tuple[str, ...], overrides: Sequence[str] | None = None) -> str | None:
    """None when every table and the summary come out the same, else one line; on another machine, other versions or another
    revision of the source a difference proves nothing, and the line says so. `overrides`, where they are known, must still
    compose to the config. Plug-ins are code: they run only if they are named again."""
    manifest, config = Manifest.read(folder), Run(folder).config
    named_again(config, plugins)
    if (place := _misnamed(manifest, overrides) or _unlike(folder, manifest, config)) is None:
        return None
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
        return f"OTHER HARDWARE  {place}; it was run elsewhere: {'; '.join(elsewhere)}"
    return f"FAIL  {place}"


def _misnamed(manifest: Manifest, overrides: Sequence[str] | None) -> str | None:
    """How a run's config is not what words compose to."""
    if overrides is None:
        return None
    here = config_hash(composed([*overrides, f"seed={manifest.seed}"]).settings)
    return None if here == manifest.config_hash else f"{CONFIG}, {' '.join(overrides)}: composes to {here} here"


def _unlike(folder: Path, manifest: Manifest, config: Mapping[str, Any]) -> str | None:
    """The first place in which a run comes out otherwise."""
    again = simulate(Composed({**config, "out": None}, manifest.scenario))
    for name in differing(manifest.tables, {name: fingerprint(table) for name, table in again.items()}):
        kept = folder / f"{name}.parquet"
        if name not in again:
            return f"{kept.name}, not written again"
        place = first_difference(read(kept), again[name]) if kept.exists() else "its hash differs; no table was kept"
        return f"{kept.name}, {place}"
    there, here = Run(folder).summary, summary(again)
    for name in sorted({*there, *here}):
        if there.get(name) != here.get(name):
            return f"{SUMMARY}, {name}: was {shown(there.get(name))} and is {shown(here.get(name))}"
    return None


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
