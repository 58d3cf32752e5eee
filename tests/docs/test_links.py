"""Links lead somewhere, and no document tells of the machine that it was written on."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import unquote

import pytest

from tests.docs.documents import DOCUMENTS, ROOT, name

LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
PLACE = re.compile(r"(?<![\w.:/])/(?:root|home|Users|work|tmp|mnt|opt|private|var)/\w")
NAMED = re.compile(r"`((?:sim|agents|mechanisms|experiments|configs|tests|docs|benchmarks)/[\w./-]*)`")


@pytest.mark.parametrize("document", DOCUMENTS, ids=name)
def test_relative_links_resolve(document: Path) -> None:
    targets = [unquote(link.partition("#")[0]) for link in LINK.findall(document.read_text("utf-8"))]
    missing = [link for link in targets if link and "://" not in link and not (document.parent / link).exists()]
    assert missing == []


@pytest.mark.parametrize("document", [path for path in DOCUMENTS if path.parent.name != "how-to"], ids=name)
def test_files_that_are_named_exist(document: Path) -> None:
    """A how-to is left out: it names files that its reader makes."""
    named = NAMED.findall(document.read_text("utf-8"))
    assert [path for path in named if not (ROOT / path).exists()] == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=name)
def test_no_document_names_a_place_on_somebodys_machine(document: Path) -> None:
    assert PLACE.findall(document.read_text("utf-8")) == []


@pytest.mark.parametrize("text", ["see /home/ann/run", "(/tmp/x)", "in `/root/venvs`"])
def test_the_scan_sees_a_place(text: str) -> None:
    assert PLACE.search(text)


def test_the_index_leads_to_every_document() -> None:
    index = (ROOT / "docs" / "README.md").read_text("utf-8") + (ROOT / "docs" / "decisions" / "README.md").read_text(
        "utf-8"
    )
    linked = {Path(link).name for link in LINK.findall(index)}
    assert {path.name for path in (ROOT / "docs").rglob("*.md")} - linked - {"README.md"} == set()
