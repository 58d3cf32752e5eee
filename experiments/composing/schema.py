"""The root keys of a factory, read from the one file that spells them out."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from omegaconf import OmegaConf

FAMILIES = (
    "selection",
    "verification",
    "consensus",
    "aggregation",
    "reward",
    "staking",
    "supply",
    "pricing",
    "exchange",
    "governance",
    "dispute",
    "privacy",
    "reputation",
    "identity",
    "compliance",
)
"""Rule families. A contract's field of that name holds its rule; the root group of that name is the default for all."""


OVERLAYS = frozenset({"scenario", "preset"})
"""Choices that are laid over the others and leave no key of their own."""


@cache
def root() -> Mapping[str, object]:
    """configs/config.yaml as written, `defaults` included."""
    document = OmegaConf.to_container(OmegaConf.create((files("configs") / "config.yaml").read_text("utf-8")))
    assert isinstance(document, dict)
    return {str(key): value for key, value in document.items()}


@cache
def groups() -> frozenset[str]:
    """Root keys that are chosen by name from a folder of `configs`; overlays are choices but leave no key."""
    defaults = root()["defaults"]
    assert isinstance(defaults, list)
    return frozenset(name for entry in defaults if isinstance(entry, dict) for name in entry) - OVERLAYS


@cache
def root_keys() -> frozenset[str]:
    """Every root key that a composed factory has."""
    return (frozenset(root()) - {"defaults"}) | groups()
