"""From overrides to one plain mapping: Hydra composes, then everything Hydra lets through is checked."""

from __future__ import annotations

import math
import warnings
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from hydra import compose as hydra_compose
from hydra import initialize_config_module
from hydra.core.global_hydra import GlobalHydra
from hydra.core.override_parser.overrides_parser import OverridesParser
from hydra.errors import HydraException
from omegaconf import OmegaConf
from omegaconf.errors import OmegaConfBaseException

from experiments import schema
from experiments.bad_input import BadInput, allowed
from experiments.catalogue import Catalogue
from experiments.expand import expanded
from experiments.packages import config_package
from experiments.refusals import explain

OPEN = ("contracts.", "machines.", "population.")


@dataclass(frozen=True)
class Composed:
    """A factory as data: every name replaced by what it stands for, nothing built."""

    config: Mapping[str, Any]
    scenario: str
    """Name of the chosen scenario, `default` when none was."""

    @property
    def plugins(self) -> tuple[str, ...]:
        return tuple(self.config["plugins"])

    @property
    def out(self) -> str | None:
        out: str | None = self.config["out"]
        return out

    @property
    def settings(self) -> dict[str, Any]:
        """What decides the result: the config without the place it is written to."""
        return {key: value for key, value in self.config.items() if key != "out"}


def composed(overrides: Sequence[str]) -> Composed:
    """Compose the factory that the overrides describe. Raises `BadInput`, naming the first thing that is wrong."""
    plugins = named_plugins(overrides)
    try:
        config, scenario = _as_written(overrides, plugins)
    except (HydraException, OmegaConfBaseException, ValueError, TypeError) as error:
        raise explain(error, overrides, Catalogue(plugins), lambda fewer: _as_written(fewer, plugins)[0]) from error
    if tuple(config.get("plugins") or ()) != plugins:
        raise BadInput(
            f"plugins={config.get('plugins')}: plug-ins are code; name them on the command line, not in a file"
        )
    _check_keys(config)
    config = expanded(config, Catalogue(plugins))
    check_finite(config)
    return Composed(config, scenario)


def named_plugins(overrides: Sequence[str], sweep: bool = False) -> tuple[str, ...]:
    """The packages that `plugins=[...]` names; also refuses overrides that are not `key=value`, that steer Hydra itself, or
    that give several values outside a `sweep`."""
    plugins: object = ()
    for text in overrides:
        try:
            override = OverridesParser.create().parse_override(text)
        except HydraException as error:
            raise BadInput(f"{text!r}: not an override; write key=value, such as seed=7 or reward.floor=3") from error
        if override.key_or_group.split("/")[0].split(".")[0] == "hydra":
            raise BadInput(f"{text}: hydra settings are not part of a factory; allowed with -m: hydra/launcher=joblib")
        if override.is_sweep_override() and not sweep:
            raise BadInput(f"{text}: several values need `run -m`; one run takes one")
        if override.key_or_group == "plugins":
            plugins = override.value()
    plugins = [plugins] if isinstance(plugins, str) else plugins or ()
    if not isinstance(plugins, list | tuple) or not all(isinstance(name, str) and name for name in plugins):
        raise BadInput(f"plugins={plugins}: give a list of package names, such as plugins=[my_pkg]")
    return tuple(plugins)


def search_path(plugins: tuple[str, ...]) -> list[str]:
    """Where Hydra finds the plug-ins' YAML."""
    return [f"pkg://{package}" for package in map(config_package, plugins) if package]


def opened(override: str) -> str:
    """Let an override add keys where entries have names: what may stand there is for their classes to say."""
    return f"++{override}" if override.startswith(OPEN) else override


def check_finite(value: object, path: str = "") -> None:
    """Refuse NaN and infinity anywhere in a config."""
    match value:
        case float() if not math.isfinite(value):
            raise BadInput(f"{path}={value}: must be a finite number")
        case Mapping():
            for key, item in value.items():
                check_finite(item, f"{path}.{key}".lstrip("."))
        case list() | tuple():
            for index, item in enumerate(value):
                check_finite(item, f"{path}[{index}]")


def _check_keys(config: Mapping[str, Any]) -> None:
    for key in config:
        if key not in schema.root_keys():
            raise BadInput(f"{key}={config[key]!r}: unknown key; {allowed(key, schema.root_keys())}")
    for key in sorted(schema.root_keys() - set(config)):
        raise BadInput(f"{key}: missing; a factory has every root key")


def _as_written(overrides: Sequence[str], plugins: tuple[str, ...]) -> tuple[dict[str, Any], str]:
    """Hydra's composition as plain data, names not yet replaced, and the scenario's name. Raises Hydra's own errors."""
    with _hydra():
        found = hydra_compose(
            "config", [*map(opened, overrides), f"hydra.searchpath={search_path(plugins)}"], return_hydra_config=True
        )
    scenario = found.hydra.runtime.choices.get("scenario") or "default"
    OmegaConf.set_struct(found, False)
    del found["hydra"]
    content = OmegaConf.to_container(found, resolve=True, throw_on_missing=True)
    assert isinstance(content, dict)
    nothing_chosen = dict.fromkeys(sorted(schema.groups()))
    return {**nothing_chosen, **{str(key): value for key, value in content.items()}}, str(scenario)


@contextmanager
def _hydra() -> Iterator[None]:
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
