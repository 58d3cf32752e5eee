"""The documents, and the blocks in them."""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[2]
DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
"""Every document of the project, reference included."""


class Block(NamedTuple):
    """A fenced block: its language (`sh` and `python` are for the reader to type) and its text."""

    language: str
    text: str


def blocks(document: Path) -> list[Block]:
    """The fenced blocks of a document, in order."""
    return [Block(*found) for found in re.findall(r"^```(\w*)\n(.*?)^```$", document.read_text("utf-8"), re.S | re.M)]


def name(document: Path) -> str:
    return document.relative_to(ROOT).as_posix()
