"""Finds every configured rule: the files of each family's group, and rules spelt out inside other files."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from experiments.building.blueprint import seam
from experiments.building.build import Builder
from experiments.composing.catalogue import Catalogue
from experiments.composing.schema import FAMILIES
from sim.seams.rule import Rule


@dataclass(frozen=True)
class Configured:
    """One rule as a file describes it; `whole` when the file is about this rule alone."""

    family: str
    file: str
    content: Mapping[str, Any]
    text: str
    whole: bool
    builder: Builder = field(repr=False)

    def build(self) -> Any:
        """The rule. Raises `BadInput` when it cannot be built."""
        return self.builder.build(self.content, seam(self.family), self.file)

    @property
    def cls(self) -> type[Rule]:
        return type(self.build())

    def __str__(self) -> str:
        return self.file if self.whole else f"{self.file}:{self.content['_target_'].rpartition('.')[2]}"


def rules(plugins: tuple[str, ...]) -> Iterator[Configured]:
    """Rules of this program and of `plugins`."""
    catalogue, builder = Catalogue(plugins), Builder(plugins)
    for group in catalogue.groups():
        for name in catalogue.names(group):
            file = f"{group}/{name}"
            content, text = catalogue.load(group, name, group), catalogue.text(group, name, group)
            if group in FAMILIES:
                yield Configured(group, file, content, text, True, builder)
            else:
                for family, inline in spelt_out(content):
                    yield Configured(family, file, inline, text, False, builder)


def spelt_out(content: object) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Every `family: {_target_: ...}` at any depth."""
    if isinstance(content, Mapping):
        for key, value in content.items():
            if key in FAMILIES and isinstance(value, Mapping) and "_target_" in value:
                yield key, value
            else:
                yield from spelt_out(value)
    elif isinstance(content, list):
        for item in content:
            yield from spelt_out(item)
