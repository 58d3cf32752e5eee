"""Who used whose cards, to the millisecond, and which cards are there."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from sim.cluster.gauge import Gauge
from sim.cluster.row import Segment


def gauge(*running: Segment) -> Gauge:
    cluster: Any = SimpleNamespace(running=lambda: running, present=lambda owner: {"bob": 3}.get(owner, 0))
    return Gauge(cluster)


def test_a_span_counts_for_the_part_that_lies_within() -> None:
    meter = gauge(Segment("bob/0", 2, "ann/2", 8.0, 15.0, "running"))
    meter.note(Segment("bob/0", 1, "ann/1", 0.0, 5.0, "done"))
    meter.note(Segment("bob/0", 3, None, 5.0, 6.0, "failed"))
    meter.note(Segment("eve/1", 1, "ann/1", 6.0, 10.0, "done"))
    assert meter.used(0.0, 20.0) == {("ann", "bob"): 5_000 + 14_000, ("ann", "eve"): 4_000}
    assert meter.used(4.0, 9.0) == {("ann", "bob"): 1_000 + 2_000, ("ann", "eve"): 3_000}
    assert meter.used(5.0, 6.0) == {}


def test_what_two_spans_show_adds_up() -> None:
    meter = gauge()
    meter.note(Segment("bob/0", 1, "ann/1", 0.25, 9.75, "done"))
    halves = [meter.used(*span)["ann", "bob"] for span in ((0.0, 5.0), (5.0, 10.0))]
    assert sum(halves) == meter.used(0.0, 10.0)["ann", "bob"] == 9_500


def test_presence_is_the_clusters() -> None:
    assert [gauge().present(owner) for owner in ("bob", "eve")] == [3, 0]
