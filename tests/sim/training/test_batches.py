"""The schedule of a local SGD."""

from hypothesis import given
from hypothesis import strategies as st

from sim.jobs import Training
from sim.training.batches import batches

SIZES = {
    "rows": st.integers(1, 40),
    "batch": st.integers(1, 50),
    "steps": st.integers(0, 12),
    "seed": st.integers(0, 9),
}


def job(rows: int, batch: int, steps: int, seed: int) -> Training:
    return Training("m", "s", "d", tuple(range(100, 100 + rows)), steps, batch=batch, seed=seed)


@given(**SIZES)
def test_batches_are_permutations_laid_end_to_end(rows: int, batch: int, steps: int, seed: int) -> None:
    plan = batches(job(rows, batch, steps, seed))
    assert plan.shape == (steps, batch)
    flat = plan.flatten().tolist()
    for i in range(0, len(flat) - rows + 1, rows):
        assert sorted(flat[i : i + rows]) == list(range(100, 100 + rows))
    assert set(flat) <= set(range(100, 100 + rows))


@given(**SIZES, longer=st.integers(0, 9))
def test_fewer_steps_are_a_prefix(rows: int, batch: int, steps: int, seed: int, longer: int) -> None:
    whole = batches(job(rows, batch, steps + longer, seed))
    assert (whole[:steps] == batches(job(rows, batch, steps, seed))).all()


def test_another_seed_is_another_order() -> None:
    assert (batches(job(40, 40, 1, 1)) != batches(job(40, 40, 1, 2))).any()


def test_rows_that_are_no_stretch_are_looked_up() -> None:
    listed = Training("m", "s", "d", (7, 3, 8), steps=2, batch=3)
    stretch = Training("m", "s", "d", (0, 1, 2), steps=2, batch=3)
    assert batches(listed).tolist() == [[(7, 3, 8)[place] for place in row] for row in batches(stretch).tolist()]
