"""What is said to `aifactory check`, taken apart: its own words, those of properties, and those of the factory."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from experiments.bad_input import BadInput
from experiments.sweeping.seeds import few

NAMES = (
    "conservation",
    "budget_balance",
    "individual_rationality",
    "sybil_split",
    "no_profitable_deviation",
)
"""Properties that there are, the cheap ones first."""
SEEDS, JOBS = "12", 1
"""What is said where nothing is: enough seeds for a verdict on a hundred cases at once."""
OWN = ("property", "seeds", "jobs", "out")


@dataclass(frozen=True)
class Words:
    """One check, as it was asked for."""

    properties: tuple[str, ...]
    seeds: tuple[int, ...]
    jobs: int
    fields: dict[str, list[str]] = field(default_factory=dict)
    """By property, what is said of its fields: `identities=8`."""
    overrides: tuple[str, ...] = ()
    out: str | None = None
    """The directory to write the report into, if any."""


def words(said: Sequence[str]) -> Words:
    """Take them apart. Raises `BadInput` for what cannot be read."""
    own = {
        name: text for key in OWN for name, text in (word.split("=", 1) for word in said if word.startswith(f"{key}="))
    }
    chosen = properties(said)
    fields: dict[str, list[str]] = {}
    overrides = []
    for word in said:
        key, _, _ = word.partition("=")
        name = next((name for name in {*chosen, *NAMES} if key.startswith(f"{name}.")), None)
        if name is not None:
            if name not in chosen:
                raise BadInput(f"{word}: {name} is not checked; add it to property={','.join(chosen)}")
            fields.setdefault(name, []).append(word.removeprefix(f"{name}."))
        elif key not in OWN:
            overrides.append(word)
    jobs = own.get("jobs", str(JOBS))
    if not re.fullmatch(r"[1-9]\d{0,3}", jobs):
        raise BadInput(f"jobs={jobs}; allowed: runs at a time, 1 or more")
    return Words(chosen, few(own.get("seeds", SEEDS)), int(jobs), fields, tuple(overrides), own.get("out"))


def properties(said: Iterable[str]) -> tuple[str, ...]:
    """Names that `property=a,b` gives, in their order; all that there are where nothing does."""
    for word in said:
        key, _, text = word.partition("=")
        if key == "property":
            return tuple(dict.fromkeys(name.strip() for name in text.strip("[]").split(",")))
    return NAMES
