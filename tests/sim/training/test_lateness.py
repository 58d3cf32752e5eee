"""Computing late is indistinguishable from computing early: jobs cancelled, shared, broken, evicted, reordered."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import pytest
from torch import Tensor

from sim.jobs import Broken, Diverged, Evaluation, Job, Result, Training
from sim.lab import Examples, Ticket
from sim.training.lab import TorchLab
from sim.training.models.logistic import StackedLogistic
from sim.training.models.mlp import Mlp

RNG = np.random.default_rng(3)
CLOUD = Examples(RNG.standard_normal((60, 4), dtype=np.float32), RNG.integers(3, size=60))


@dataclass(frozen=True)
class Brittle(StackedLogistic):
    """Fails for any stack that holds parameters of 7."""

    def logits(self, parameters: Tensor, inputs: Tensor) -> Tensor:
        if (parameters[:, 0] == 7).any():
            raise RuntimeError("seven is not allowed")
        return super().logits(parameters, inputs)


def new_lab(cache_bytes: int = 2**20, width: int = 64) -> TorchLab:
    zoo = {"mlp": Mlp((5,)).build(4, 3), "brittle": Brittle(4, 3)}
    return TorchLab(zoo, cache_bytes=cache_bytes, width=width)


def jobs(lab: TorchLab) -> list[Training]:
    start, data = lab.begin("mlp", 1), lab.learn(CLOUD)
    rows = [tuple(range(i, i + 12)) for i in range(8)]
    return [Training("mlp", start, data, rows[i], 1 + i % 4, batch=8, momentum=0.5 * (i % 2), seed=i) for i in range(8)]


def opened(ticket: Ticket) -> Result:
    ticket.unseal()
    return ticket.open()


def each(lab: TorchLab, batch: Sequence[Job]) -> list[Result]:
    return [opened(ticket) for ticket in [lab.submit(job) for job in batch]]


def test_a_lab_says_how_many_trainings_it_computed_together() -> None:
    """Three that wait, then one; what is known is not computed again, and a score is no training."""
    lab = new_lab()
    first, start, data = jobs(lab), lab.begin("mlp", 1), lab.learn(CLOUD)
    each(lab, first[:3])
    each(lab, first[3:4])
    each(lab, [*first[:2], Evaluation("mlp", (((start, 1.0),),), data, (0, 1, 2))])
    assert lab.stacks == {1: 1, 3: 1}


@pytest.mark.parametrize("cache_bytes", [1, 600, 2**20])
@pytest.mark.parametrize("width", [1, 3, 64])
def test_results_do_not_depend_on_stacks_caches_or_the_order_of_opening(cache_bytes: int, width: int) -> None:
    reference = []
    for i in range(8):
        lab = new_lab()
        reference.append(each(lab, [jobs(lab)[i]])[0])
    lab = new_lab(cache_bytes, width)
    tickets = [lab.submit(job) for job in jobs(lab)]
    for i in (5, 0, 7, 1, 2, 3, 6, 4, 5):
        np.testing.assert_array_equal(opened(tickets[i]), reference[i])


def test_cancelling_one_job_changes_no_other_and_equal_jobs_are_cancelled_apart() -> None:
    lab = new_lab()
    expected = each(lab, jobs(lab))
    lab = new_lab()
    tickets = [lab.submit(job) for job in jobs(lab)]
    twin = lab.submit(jobs(lab)[2])
    for ticket in (tickets[2], tickets[6]):
        lab.cancel(ticket)
        lab.cancel(ticket)
    assert [t.job.seed for t in lab._pending if isinstance(t.job, Training)] == [0, 1, 3, 4, 5, 7, 2]
    np.testing.assert_array_equal(opened(tickets[0]), expected[0])
    assert not lab._pending
    np.testing.assert_array_equal(opened(twin), expected[2])


def test_the_shorter_claim_of_a_preempted_job_is_a_job_like_any_other() -> None:
    lab = new_lab()
    job = replace(jobs(lab)[3], steps=6)
    long, short = each(lab, [job, replace(job, steps=2)])
    alone = new_lab()
    jobs(alone)
    np.testing.assert_array_equal(short, each(alone, [replace(job, steps=2)])[0])
    assert not np.array_equal(short, long)


def test_an_exception_belongs_to_its_job() -> None:
    lab = new_lab()
    data = lab.learn(CLOUD)
    good, bad = (lab.keep(np.full(15, x, np.float32)) for x in (1, 7))
    tickets = [lab.submit(Training("brittle", start, data, (0, 1), 2)) for start in (good, bad, good)]
    results = [opened(t) for t in tickets]
    assert results[1] == Broken("RuntimeError: seven is not allowed")
    assert isinstance(results[0], np.ndarray)
    np.testing.assert_array_equal(results[0], results[2])
    scores = each(lab, [Evaluation("brittle", (((k, 1.0),),), data, (0, 1)) for k in (bad, good)])
    assert isinstance(scores[0], Broken) and isinstance(scores[1], tuple)


def test_divergence_is_a_value() -> None:
    lab = new_lab()
    wild = replace(jobs(lab)[1], rate=1e38, steps=6)
    results = each(lab, [wild, jobs(lab)[5]])
    assert isinstance(results[0], Diverged) and isinstance(results[1], np.ndarray)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"model": "gpt"}, "model='gpt' is unknown; allowed: brittle, mlp"),
        ({"data": "nowhere"}, "data='nowhere' was never learned"),
        ({"rows": (0, 60)}, "rows reach outside the data; allowed: at least one row in 0..59"),
        ({"rows": (-1,)}, "rows reach outside the data; allowed: at least one row in 0..59"),
        ({"start": "nothing"}, "vector 'nothing' was never kept"),
    ],
)
def test_an_impossible_job_says_why_and_harms_nobody(change: dict[str, object], reason: str) -> None:
    lab = new_lab()
    good = jobs(lab)[0]
    tickets = [lab.submit(replace(good, **change)), lab.submit(good)]
    assert opened(tickets[0]) == Broken(reason)
    assert isinstance(opened(tickets[1]), np.ndarray)


def test_shapes_that_do_not_fit_are_refused() -> None:
    lab = new_lab()
    good, narrow = jobs(lab)[0], lab.learn(Examples(CLOUD.inputs[:, :3], CLOUD.labels))
    alien = lab.learn(Examples(CLOUD.inputs, CLOUD.labels + 1))
    short = lab.keep(np.zeros(3, np.float32))
    assert opened(lab.submit(replace(good, data=narrow))) == Broken("data has 3 features; mlp takes 4")
    assert opened(lab.submit(replace(good, data=alien))) == Broken("data has label 3; mlp allows 0..2")
    assert opened(lab.submit(replace(good, start=short))) == Broken(
        f"vector {short!r} has 3 entries; mlp has 43 parameters"
    )
    empty = Evaluation("mlp", ((),), good.data, (0,))
    assert isinstance(opened(lab.submit(empty)), Broken)


def test_evaluations_share_a_stack_without_noticing() -> None:
    lab = new_lab()
    data = lab.learn(CLOUD)
    keys = [lab.begin("mlp", seed) for seed in range(6)]
    blends = [tuple((k, 1 / (i + 1)) for k in keys[: i + 1]) for i in range(6)]
    alone = [each(new_lab_with(keys, lab), [Evaluation("mlp", (b,), data, tuple(range(20)))])[0][0] for b in blends]
    batch = [
        Evaluation("mlp", tuple(blends), data, tuple(range(20))),
        Evaluation("mlp", tuple(blends[::-1]), data, tuple(range(20))),
    ]
    forwards, backwards = each(lab, batch)
    assert list(forwards) == alone
    assert list(backwards) == alone[::-1]


def new_lab_with(keys: Sequence[str], lab: TorchLab) -> TorchLab:
    """Another lab that knows the same vectors and data."""
    other = new_lab()
    other.learn(CLOUD)
    assert [other.keep(lab.vector(key)) for key in keys] == list(keys)
    return other


def test_a_blend_is_evaluated_as_the_vector_it_sums_to() -> None:
    lab = new_lab()
    data = lab.learn(CLOUD)
    base, update = lab.begin("mlp", 1), lab.keep(np.linspace(-1, 1, 43, dtype=np.float32))
    moved = lab.keep((lab.vector(base).astype(np.float64) - 0.5 * lab.vector(update)).astype(np.float32))
    blended, plain = each(
        lab, [Evaluation("mlp", (c,), data, (0, 3, 5)) for c in (((base, 1.0), (update, -0.5)), ((moved, 1.0),))]
    )
    assert blended == plain
