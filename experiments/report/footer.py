"""What made this page, and how to make it again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from experiments.report.markup import Html, element, joined
from experiments.report.record import Record
from experiments.report.wording import percent


def footer(record: Record) -> Html:
    """Scenario, seed, versions, hashes, and the commands that check and repeat the run."""
    head = blocks[-1].as_py() if len(blocks := record.tables["blocks"]["hash"]) else "no block was made"
    versions = ", ".join(f"{name} {version}" for name, version in record.versions.items())
    lines = [
        ("scenario", record.scenario),
        ("seed", str(record.seed)),
        ("config hash", record.config_hash),
        ("last block", head),
        ("versions", versions),
        *([("wall time", _spent(record.times))] if "phases" in record.times else []),
    ]
    facts = [joined([element("dt", name), element("dd", value)]) for name, value in lines]
    plugins = record.config.get("plugins") or ()
    named = f" plugins=[{','.join(plugins)}]" if plugins else ""
    commands = element(
        "p",
        "In the directory of this page, ",
        element("code", "aifactory verify ."),
        " checks every file and prints the manifest's sha256 (compare it with the one that ",
        element("code", "run"),
        " printed); ",
        element("code", f"aifactory verify . --rerun{named}"),
        " executes its config.yaml again and compares every table.",
    )
    return element("footer", element("dl", *facts), commands)


def _spent(times: Mapping[str, Any]) -> str:
    """Where the time went, the longest first: "30.0 s, of which training 12.0 s (40 %), events ..."."""
    whole = times["seconds"]
    phases = sorted(times["phases"].items(), key=lambda phase: -phase[1])
    each = (f"{name} {seconds:.1f} s ({percent(seconds / whole, 0)})" for name, seconds in phases if seconds >= 0.05)
    return f"{whole:.1f} s, of which {', '.join(each)}{_stacked(times.get('stacks', {}))}"


def _stacked(stacks: Mapping[str, int]) -> str:
    """How many trainings were computed together: "; 70 trainings in 12 stacks of 1 to 20, half of them of 6 or more"."""
    sizes = sorted(size for text, many in stacks.items() for size in [int(text)] * many)
    if not sizes:
        return ""
    half = f"half of them of {sizes[len(sizes) // 2]:,} or more"
    return f"; {sum(sizes):,} trainings in {len(sizes):,} stacks of {sizes[0]:,} to {sizes[-1]:,}, {half}"
