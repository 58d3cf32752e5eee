"""Hydra's composition, as plain data."""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from hydra import compose, initialize_config_module
from hydra.core.global_hydra import GlobalHydra
from omegaconf import OmegaConf

from experiments.composing import schema
from experiments.composing.overrides import replacing
from experiments.composing.packages import config_package


def as_written(overrides: Sequence[str], plugins: tuple[str, ...]) -> tuple[dict[str, Any], str, bool]:
    """Hydra's composition as plain data, names not yet replaced; the scenario's name; and whether a value is derived from
    another (an interpolation). Raises Hydra's own errors."""
    texts = [text for override in overrides for text in replacing(override)]
    with _lent():
        found = compose("config", [*texts, f"hydra.searchpath={search_path(plugins)}"], return_hydra_config=True)
    scenario = found.hydra.runtime.choices.get("scenario") or "default"
    OmegaConf.set_struct(found, False)
    del found["hydra"]
    content = OmegaConf.to_container(found, resolve=True, throw_on_missing=True)
    assert isinstance(content, dict)
    nothing_chosen = dict.fromkeys(sorted(schema.groups()))
    derived = OmegaConf.to_container(found, resolve=False) != content
    return {**nothing_chosen, **{str(key): value for key, value in content.items()}}, str(scenario), derived


def search_path(plugins: tuple[str, ...]) -> list[str]:
    """Where Hydra finds the plug-ins' YAML."""
    return [f"pkg://{package}" for package in map(config_package, plugins) if package]


@contextmanager
def _lent() -> Iterator[None]:
    """Hydra keeps one global application; lend it ours and give back whichever was there (a sweep's, a notebook's)."""
    outer = GlobalHydra.instance().hydra
    GlobalHydra.instance().clear()
    try:
        with warnings.catch_warnings(), initialize_config_module("configs", version_base="1.3"):
            warnings.simplefilter("ignore")
            yield
    finally:
        GlobalHydra.instance().clear()
        if outer is not None:
            GlobalHydra.instance().initialize(outer)
