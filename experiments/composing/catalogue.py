"""Looks up named choices: the YAML files of a group, in `configs` and in the `configs` of every plug-in."""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass
from functools import cached_property, lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

from omegaconf import OmegaConf
from omegaconf.errors import OmegaConfBaseException
from yaml import YAMLError

from experiments.bad_input import BadInput, allowed, shown
from experiments.composing.packages import config_package

ANY_ROLE = "behaviours/any"
"""Behaviours that are made of others, and so are choices of every role."""


@dataclass(frozen=True)
class Catalogue:
    """The configs of this program and of `plugins`; where two define the same name, the first wins. Folders are looked at
    once: who may have changed them since makes another."""

    plugins: tuple[str, ...] = ()

    @cached_property
    def _names(self) -> dict[str, list[str]]:
        return {}

    def folders(self, group: str) -> list[Traversable]:
        packages = ["configs", *filter(None, map(config_package, self.plugins))]
        shared = group.startswith("behaviours/") and group != ANY_ROLE
        places = [group, ANY_ROLE] if shared else [group]
        found = [files(package).joinpath(*place.split("/")) for place in places for package in packages]
        return [folder for folder in found if folder.is_dir()]

    def groups(self) -> list[str]:
        """Every group with at least one choice, nested ones as `behaviours/trainer`."""
        return list(self._groups)

    @cached_property
    def _groups(self) -> list[str]:
        names: set[str] = set()
        pending = [""]
        while pending:
            group = pending.pop()
            for folder in self.folders(group):
                children = [child.name for child in folder.iterdir() if child.is_dir() and child.name[0] not in "._"]
                pending.extend(f"{group}/{name}".lstrip("/") for name in children)
                if group not in ("", ANY_ROLE) and any(child.name.endswith(".yaml") for child in folder.iterdir()):
                    names.add(group)
        return sorted(names)

    def names(self, group: str) -> list[str]:
        """The choices of a group, sorted."""
        if group not in self._names:
            entries = [entry.name for folder in self.folders(group) for entry in folder.iterdir()]
            self._names[group] = sorted({name.removesuffix(".yaml") for name in entries if name.endswith(".yaml")})
        return list(self._names[group])

    def text(self, group: str, name: str, path: str) -> str:
        """The YAML file of a choice as written; `path` is the config path that named it, for the error line."""
        if name not in self.names(group):
            raise BadInput(f"{path}={name}: unknown name in {group}; {allowed(name, self.names(group))}")
        file = next(f for folder in self.folders(group) if (f := folder / f"{name}.yaml").is_file())
        return file.read_text("utf-8")

    def load(self, group: str, name: str, path: str) -> dict[str, Any]:
        """The mapping that a choice stands for."""
        text = self.text(group, name, path)
        try:
            content = deepcopy(_parsed(text))
        except (YAMLError, OmegaConfBaseException) as error:
            raise BadInput(f"{path}={name}: {group}/{name}.yaml cannot be read: {error}") from error
        if not isinstance(content, dict):
            raise BadInput(f"{path}={name}: {group}/{name}.yaml must be a mapping")
        return {str(key): value for key, value in content.items()}

    def named(self, group: str, value: object, path: str) -> Any:
        """Replace a name by the mapping it stands for.

        `value` is a name, or `{name: sign_flip, scale: 3}` whose other keys are merged over the named mapping, or a
        mapping with its own `_target_`, or None; the last two are returned as they are.
        """
        match value:
            case str():
                return self.load(group, value, path)
            case None | {"_target_": _}:
                return value
            case {"name": str(name), **rest}:
                return merged(self.load(group, name, path), {str(key): item for key, item in rest.items()})
        raise BadInput(
            f"{path}={shown(value)}: give a name or {{name: ..., key: ...}}; {allowed('', self.names(group))}"
        )


@lru_cache(1024)
def _parsed(text: str) -> Any:
    """What a YAML text says, by the text itself and not by its file, so that nobody is told what it said before."""
    return OmegaConf.to_container(OmegaConf.create(text), resolve=True)


def merged(base: Mapping[str, Any], over: Mapping[str, Any]) -> dict[str, Any]:
    """`over` laid over `base`, mapping by mapping; anything else is replaced. A bare name replaces a `{name: ...}`."""
    result = dict(base)
    for key, value in over.items():
        below = result.get(key)
        if isinstance(below, Mapping) and "name" in below and isinstance(value, str):
            result[key] = {"name": value}
            continue
        nested = isinstance(value, Mapping) and isinstance(below, Mapping) and "_target_" not in value
        result[key] = merged(below, value) if nested and isinstance(below, Mapping) else value
    return result
