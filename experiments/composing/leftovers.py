"""What a scenario said about a rule that somebody has replaced on the command line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields, is_dataclass
from typing import Any

from experiments.composing import schema
from experiments.composing.targets import resolve


def without_leftovers(config: Mapping[str, Any], overrides: Sequence[str], plugins: tuple[str, ...]) -> dict[str, Any]:
    """Drop settings that a scenario made for the choice it had in mind, where the command line has made another that knows
    no such field: `verification=none` in a scenario that sets how often `spot_check` checks. What the command line itself
    says stays, to be refused where it is wrong; and so does everything in a group that it did not choose.
    """
    said = [text.lstrip("+").partition("=")[0] for text in overrides]
    kept = dict(config)
    for group in sorted(schema.groups().intersection(said)):
        content = config[group]
        if not isinstance(content, Mapping) or not isinstance(content.get("_target_"), str):
            continue
        known = {"_target_", *_fields(content["_target_"], plugins, group)}
        known |= {name.split(".")[1] for name in said if name.startswith(f"{group}.")}
        kept[group] = {key: value for key, value in content.items() if key in known}
    return kept


def _fields(target: str, plugins: tuple[str, ...], path: str) -> set[str]:
    cls = resolve(target, plugins, path)
    return {field.name for field in fields(cls)} if is_dataclass(cls) else set()
