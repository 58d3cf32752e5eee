"""Small sweeps on the stub lab."""

from __future__ import annotations

import json
from pathlib import Path

QUICK = ("scenario=digits", "lab=stub", "horizon_days=0.5")


def hashes(sweep: Path) -> dict[str, dict[str, str]]:
    """By config hash, the hash of every table that a sweep's finished runs say they have."""
    return {
        path.parent.name.removeprefix("config="): {
            name: table["hash"] for name, table in json.loads(path.read_text("utf-8"))["tables"].items()
        }
        for path in (sweep / "runs").glob("*/manifest.json")
    }
