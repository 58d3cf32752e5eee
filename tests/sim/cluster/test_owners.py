"""Jobs that want one owner's machines, and what the cluster says of who is there and at work."""

from sim.cluster.row import Segment


def test_a_job_waits_for_the_owner_that_it_wants_and_holds_up_nobody_elsewhere(site):
    site.node("n1")
    site.node("n2")
    site.submit(0, "a", 10, on="owner of n1")
    site.submit(1, "b", 10, on="owner of n1")
    site.submit(2, "c", 10)
    assert site.run() == [(10, "a", "done 10"), (12, "c", "done 10"), (20, "b", "done 10")]
    assert site.jobs["b"].nodes == ("n1",)
    assert site.jobs["c"].nodes == ("n2",)


def test_a_job_fails_at_once_when_its_owner_has_not_what_it_asks(site):
    site.node("n1", 2)
    site.submit(0, "stranger", 10, on="owner of n9")
    site.submit(1, "gang", 10, gpus=3, on="owner of n1")
    assert site.run() == [
        (0, "stranger", "failed: no node of owner of n9 has 1 x GPU with 0 GB"),
        (1, "gang", "failed: no node of owner of n1 has 3 x GPU with 0 GB"),
    ]


def test_a_job_fails_when_its_owner_leaves_although_others_have_room(site):
    site.node("n1")
    site.node("n2")
    site.submit(0, "a", 10, on="owner of n1")
    site.at(4, site.cluster.remove, "n1")
    assert site.run() == [(4, "a", "failed: no node of owner of n1 has 1 x GPU with 0 GB")]


def test_presence_and_what_is_running_can_be_read(site):
    site.node("n1", 3)
    site.submit(0, "a", 10, gpus=2)
    site.env.run(until=4)
    cluster = site.cluster
    assert [cluster.present(f"owner of {node}") for node in ("n1", "n9")] == [3, 0]
    assert cluster.running() == (Segment("n1", 2, "a", 0, 4, "running"),)
    cluster.remove("n1")
    assert cluster.present("owner of n1") == 0
    assert cluster.running() == ()
