"""Broken and sound mechanisms are importable in these tests, and in no others."""

from __future__ import annotations

from pathlib import Path

import pytest

SPECIMENS = Path(__file__).parent / "plugins"


@pytest.fixture(autouse=True)
def specimens(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(SPECIMENS))
