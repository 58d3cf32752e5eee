"""Whatever is submitted, withdrawn and broken: no job is lost, none ends twice, no card is held twice."""

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.cluster.checkpoint import Checkpoint
from sim.cluster.churn import Switches
from sim.cluster.row import JobRow, Segment
from sim.cluster.schedulers.fifo import Fifo
from sim.cluster.schedulers.priority import Priority

NODES = {"n0": 1, "n1": 2, "n2": 4}
SECOND = st.integers(0, 60)

schedulers = st.one_of(
    st.builds(Fifo, backfill=st.booleans()), st.builds(Priority, preempts=st.booleans(), backfill=st.booleans())
)
submissions = st.lists(
    st.fixed_dictionaries(
        {
            "at": SECOND,
            "seconds": st.integers(0, 20),
            "gpus": st.integers(1, 8),
            "priority": st.integers(0, 2),
            "max_restarts": st.integers(0, 2),
            "waits": st.booleans(),
        }
    ),
    max_size=12,
)
withdrawals = st.lists(st.tuples(SECOND, st.sampled_from(["cancel", "truncate"]), st.integers(0, 11)), max_size=6)
departures = st.dictionaries(st.sampled_from(sorted(NODES)), SECOND, max_size=3)
traces = st.dictionaries(
    st.sampled_from(sorted(NODES)), st.sets(st.integers(1, 60), max_size=4).map(sorted).map(tuple), max_size=3
)


@settings(max_examples=200, deadline=None)
@given(schedulers, submissions, withdrawals, departures, traces)
def test_no_job_is_lost_and_no_card_is_held_twice(new_site, scheduler, submissions, withdrawals, departures, traces):
    site = new_site(scheduler, checkpoint=Checkpoint(cost=1, restore=1, interval=4))
    for key, count in NODES.items():
        site.node(key, count, churn=Switches(traces[key]) if traces.get(key) else None)
    for number, submission in enumerate(submissions):
        site.submit(key=f"job {number:02}", **submission)
    for second, verb, number in withdrawals:
        site.at(second, getattr(site.cluster, verb), f"job {number:02}")
    for key, second in departures.items():
        site.at(second, site.cluster.remove, key)
    site.run(until=5_000)
    waiting_for_ever = {key for key, trace in traces.items() if len(trace) % 2}
    if not waiting_for_ever:  # else jobs may rightly wait for a node that was switched off for good
        assert sorted(site.outcomes) == [f"job {number:02}" for number in range(len(submissions))]
    assert Counter(row.key for row in site.rows if isinstance(row, JobRow)) == Counter(site.outcomes.keys())
    _assert_never_over_committed([row for row in site.rows if isinstance(row, Segment)])


def _assert_never_over_committed(segments):
    """At every second at which something starts, the cards held on a node are at most those it has, and none while down."""
    for start in {row.start for row in segments}:
        held, down = Counter(), set()
        for row in segments:
            if row.start <= start < row.end:
                if row.job is None:
                    down.add(row.node)
                else:
                    held[row.node] += row.gpus
        assert all(cards <= NODES[node] for node, cards in held.items())
        assert not down & set(held)


def test_the_checker_itself_sees_a_card_held_twice():
    twice = [Segment("n0", 1, "a", 0, 10, "done"), Segment("n0", 1, "b", 9, 12, "done")]
    with pytest.raises(AssertionError):
        _assert_never_over_committed(twice)
