"""Writes docs/reference below the current directory."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from pathlib import Path

from experiments.reference import law, metrics, players, properties, record, speech

PAGES: Mapping[str, Callable[[], str]] = {
    "messages": speech.messages,
    "facts": speech.facts,
    "requests": speech.requests,
    "effects": law.effects,
    "rule-families": law.families,
    "contracts": law.contracts,
    "players": players.players,
    "tables": record.tables,
    "metrics": metrics.metrics,
    "properties": properties.properties,
}
FOLDER = Path("docs") / "reference"


def main() -> int:
    """Write every page; returns an exit code."""
    if not FOLDER.is_dir():
        print(f"{FOLDER}: no such directory; run this in the checkout", file=sys.stderr)
        return 2
    for name, write in PAGES.items():
        (FOLDER / f"{name}.md").write_text(write(), "utf-8")
        print(FOLDER / f"{name}.md")
    return 0


if __name__ == "__main__":
    sys.exit(main())
