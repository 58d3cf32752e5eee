"""The committed log of the tracer is what the code does. To change it on purpose: `python -m tests.golden.regenerate`."""

from __future__ import annotations

from tests.golden.regenerate import TRACER, log


def test_the_tracer_does_what_it_did() -> None:
    assert log().splitlines() == TRACER.read_text("utf-8").splitlines()
