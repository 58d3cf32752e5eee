"""The pages on results name every file, every column and every metric that there is."""

from __future__ import annotations

import re
from pathlib import Path

from experiments.forking.origin import NAME as ORIGIN
from experiments.report.page import NAME as REPORT
from experiments.results.result import CONFIG, SUMMARY
from sim.observer import TABLES
from sim.recorder import SCHEMAS

DOCS = Path(__file__).parents[2] / "docs"


def rows(page: str, heading: str) -> list[list[str]]:
    """Rows of the first table whose heading row starts with this cell."""
    lines = (DOCS / page).read_text("utf-8").splitlines()
    first = next(number for number, line in enumerate(lines) if line.startswith(f"| {heading} |")) + 2
    found = []
    for line in lines[first:]:
        if not line.startswith("|"):
            break
        found.append([cell.strip() for cell in line.strip("|").split("|")])
    return found


def test_every_table_is_listed_with_its_columns() -> None:
    listed = {
        name.strip("`"): re.findall(r"`(\w+)`", columns) for name, _, columns in rows("reading-a-result.md", "table")
    }
    assert listed == {name: list(columns) for name, columns in {**SCHEMAS, **TABLES}.items()}


def test_every_file_is_listed() -> None:
    listed = {name.strip("`") for name, _ in rows("reading-a-result.md", "file")}
    assert listed == {REPORT, SUMMARY, CONFIG, ORIGIN, "manifest.json", "*.parquet"}


def test_links_of_both_pages_lead_somewhere() -> None:
    for page in ("reading-a-result.md", "reference/metrics.md"):
        text = (DOCS / page).read_text("utf-8")
        for target in re.findall(r"\]\(([^)#]+)\)", text):
            assert ((DOCS / page).parent / target).is_file(), f"{page}: {target}"
