"""A value as an override says it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def override(key: str, value: Any) -> str:
    """`key=value` in the grammar of Hydra's overrides, whatever plain data the value is."""
    return f"{key}={said(value)}"


def said(value: Any) -> str:
    """Names as they are, other text in quotes, a mapping in braces."""
    match value:
        case None:
            return "null"
        case bool():
            return str(value).lower()
        case str():
            plain = value.replace("_", "").replace(".", "").isalnum() and not value[0].isdigit()
            escaped = value.replace("\\", "\\\\").replace("'", "\\'")
            return value if plain and value not in WORDS else f"'{escaped}'"
        case Mapping():
            return "{" + ", ".join(f"{key}: {said(item)}" for key, item in value.items()) + "}"
        case list() | tuple():
            return "[" + ", ".join(map(said, value)) + "]"
    return str(value)


WORDS = frozenset({"null", "true", "false", "nan", "inf"})
"""What the grammar reads as something else than text."""
