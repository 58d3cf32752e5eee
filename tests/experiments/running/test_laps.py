"""A stopwatch whose clock is turned by hand."""

from __future__ import annotations

import pytest

from experiments.running.laps import Laps


def test_what_passes_is_the_phase_that_it_ended_with(monkeypatch: pytest.MonkeyPatch) -> None:
    readings = iter((10.0, 12.0, 20.0, 21.0))
    monkeypatch.setattr("experiments.running.laps.perf_counter", lambda: next(readings))
    laps = Laps()
    laps.lap("building")
    laps.lap("events", {"training": 5.0, "probes": 1.0})
    laps.lap("building")
    assert laps.phases == {"building": 3.0, "training": 5.0, "probes": 1.0, "events": 2.0}


def test_it_may_have_begun_before(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("experiments.running.laps.perf_counter", lambda: 7.5)
    laps = Laps(since=5.0)
    laps.lap("imports")
    assert laps.phases == {"imports": 2.5}
