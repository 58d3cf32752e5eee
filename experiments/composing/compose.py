"""From overrides to one plain mapping: Hydra composes, then everything Hydra lets through is checked."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from hydra.errors import HydraException
from omegaconf.errors import OmegaConfBaseException

from experiments.bad_input import BadInput, allowed, shown
from experiments.baselines.chosen import chosen
from experiments.composing import schema
from experiments.composing.catalogue import Catalogue
from experiments.composing.expand import expanded
from experiments.composing.hydra_session import as_written
from experiments.composing.leftovers import without_leftovers
from experiments.composing.overrides import named_plugins
from experiments.composing.refusals import explain


@dataclass(frozen=True)
class Composed:
    """A factory as data: every name replaced by what it stands for, nothing built."""

    config: Mapping[str, Any]
    scenario: str
    """Name of the chosen scenario, `default` when none was."""
    derived: bool = field(default=False, compare=False)
    """Whether somebody wrote a value as made from others, by an interpolation."""

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
        config, scenario, derived = as_written(overrides, plugins)
    except (HydraException, OmegaConfBaseException, ValueError, TypeError) as error:
        raise explain(error, overrides, Catalogue(plugins), lambda fewer: as_written(fewer, plugins)[0]) from error
    except OSError as error:  # a choice is a file, and its name was too long for one
        raise BadInput(f"{max(overrides, key=len)}: {error.strerror}") from error
    if tuple(config.get("plugins") or ()) != plugins:
        raise BadInput(
            f"plugins={config.get('plugins')}: plug-ins are code; name them on the command line, not in a file"
        )
    if not isinstance(config.get("out"), str | None):
        raise BadInput(f"out={config['out']!r}: must be text; quote a directory that looks like a number")
    _check_keys(config)
    config = without_leftovers(config, overrides, plugins)
    catalogue = Catalogue(plugins)
    config = expanded(config, catalogue)
    config = chosen(config["baseline"], plugins).applied(config, catalogue)
    check_finite(config)
    return Composed(config, scenario, derived)


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
            raise BadInput(f"{key}={shown(config[key])}: unknown key; {allowed(key, schema.root_keys())}")
    for key in sorted(schema.root_keys() - set(config)):
        raise BadInput(f"{key}: missing; a factory has every root key")
