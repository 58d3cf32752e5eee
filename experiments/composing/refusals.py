"""Turns what Hydra says about an override into one line that helps."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from hydra.core.override_parser.overrides_parser import OverridesParser
from hydra.errors import MissingConfigException
from omegaconf.errors import MissingMandatoryValue, OmegaConfBaseException

from experiments.bad_input import BadInput, allowed
from experiments.composing import schema
from experiments.composing.catalogue import Catalogue

Compose = Callable[[Sequence[str]], Mapping[str, object]]


def explain(error: Exception, overrides: Sequence[str], catalogue: Catalogue, compose: Compose) -> BadInput:
    """The line for a failed composition; `compose` composes fewer overrides. Falls back to Hydra's own words."""
    if isinstance(error, MissingConfigException) and error.missing_cfg_file:
        group, _, name = error.missing_cfg_file.rpartition("/")
        return BadInput(f"{group}={name}: unknown name; {allowed(name, catalogue.names(group))}")
    if isinstance(error, MissingMandatoryValue):
        return BadInput(f"{error.full_key}: missing; give it as {error.full_key}=VALUE")
    if isinstance(error, OmegaConfBaseException):
        return BadInput(f"{error.full_key}: {str(error.msg or error).splitlines()[0]}")
    if refused := re.match(r"Could not override '([^']+)'", str(error)):
        return _unknown_key(refused[1], overrides, catalogue, compose)
    if unfit := re.match(r"Error merging override (.+)", str(error)):
        return BadInput(f"{unfit[1]}: does not fit what stands there; `aifactory config` shows it")
    for text in overrides:
        override = OverridesParser.create().parse_override(text)
        key = override.key_or_group
        if key in schema.groups() | schema.OVERLAYS | {"contracts"} and not isinstance(override.value(), str):
            return BadInput(f"{text}: {key} is chosen by name; {allowed('', catalogue.names(key))}")
    return BadInput(str(error))


def _unknown_key(key: str, overrides: Sequence[str], catalogue: Catalogue, compose: Compose) -> BadInput:
    given = next((text for text in overrides if text.lstrip("+~").startswith(f"{key}=")), key)
    head, *rest = key.split(".")
    if head not in schema.root_keys():
        return BadInput(f"{given}: unknown key {head!r}; {allowed(head, schema.root_keys())}")
    if not rest and head in schema.groups():
        return BadInput(f"{given}: {head} is chosen by name; {allowed('', catalogue.names(head))}")
    parent: object = compose([text for text in overrides if _chooses(text)])[head]
    for inner in rest[:-1]:
        parent = parent.get(inner) if isinstance(parent, Mapping) else None
    if isinstance(parent, Mapping):
        hint = " (a new entry is added with a plus sign)" if head in ("population", "contracts") else ""
        return BadInput(f"{given}: unknown key {rest[-1]!r}; {allowed(rest[-1], map(str, parent))}{hint}")
    where = ".".join([head, *rest[:-1]])
    return BadInput(
        f"{given}: {where} is {parent!r}; to change a named choice write {where}={{name: ..., {rest[-1]}: ...}}"
    )


def _chooses(text: str) -> bool:
    return text.split("=", 1)[0] in schema.groups() | schema.OVERLAYS | {"plugins"}
