"""What a data provider and a validator that cheat decide."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from agents.behaviours.provider.honest import Honest as HonestProvider
from agents.behaviours.provider.label_flip import LabelFlip
from agents.behaviours.validator.approve_all import ApproveAll
from agents.behaviours.validator.honest import Honest as HonestValidator
from sim.jobs import Evaluation, Score, Training
from sim.lab import Examples
from sim.messages.host import Ordered
from sim.messages.training_round import ScoringOpened
from tests.agents.behaviours.conftest import Look

SHARD = Examples(
    np.arange(20, dtype=np.float32).reshape(10, 2),
    np.array([0, 1, 2, 3, 4, 5, 6, 7, 8, 9], dtype=np.int64),
    np.array([0, 1] * 5, dtype=np.int64),
)
SCORING = ScoringOpened(3, "main", "start", (("b.0", "key b"), ("c.0", "key c")), until=100.0)


def labels(look: Look, **parameters: Any) -> list[int]:
    offered = LabelFlip(inner=HonestProvider(), **parameters).offer(look(), SHARD)
    assert offered is not None
    assert np.array_equal(offered.inputs, SHARD.inputs)
    assert np.array_equal(offered.groups, SHARD.groups)  # type: ignore[arg-type]
    assert offered.labels.dtype == np.int64
    return [int(label) for label in offered.labels]


def test_labels_are_turned_around_and_nothing_else_is(look: Look) -> None:
    assert labels(look) == [9, 8, 7, 6, 5, 4, 3, 2, 1, 0]
    assert SHARD.labels.tolist() == list(range(10))


def test_a_share_of_the_rows_evenly_spread(look: Look) -> None:
    """Every fifth row: the fifth and the tenth."""
    assert labels(look, share=0.2) == [0, 1, 2, 3, 5, 5, 6, 7, 8, 0]
    assert labels(look, share=0.0) == list(range(10))


def test_a_map_leaves_what_it_does_not_name(look: Look) -> None:
    assert labels(look, mapping={1: 7, 7: 1}) == [0, 7, 2, 3, 4, 5, 6, 1, 8, 9]


def test_the_number_of_classes_may_be_known_better_than_from_the_shard(look: Look) -> None:
    assert labels(look, classes=12) == [11, 10, 9, 8, 7, 6, 5, 4, 3, 2]


@pytest.mark.parametrize("bad", [{"share": 1.1}, {"share": float("nan")}, {"classes": 1}, {"mapping": {0: -1}}])
def test_bad_parameters(bad: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"LabelFlip\.(share|classes|mapping)=.*allowed"):
        LabelFlip(inner=HonestProvider(), **bad)


def test_an_honest_validator_reports_the_loss_removed(look: Look) -> None:
    found = (Score(5, 10, 900_000), Score(6, 10, 700_000), Score(4, 10, 1_000_000))
    assert HonestValidator().score(look(), SCORING, found) == {"b.0": 200_000, "c.0": -100_000}
    assert HonestValidator().score(look(), SCORING, None) is None


YES = ApproveAll(inner=HonestValidator(), praise=7)


def test_it_evaluates_nothing_and_praises_everybody(look: Look) -> None:
    assert YES.assess(look(), SCORING, Evaluation("main", (), "data", (0,))) is None
    assert YES.score(look(), SCORING, None) == {"b.0": 7, "c.0": 7}


def ordered(kind: str, job: Training) -> Ordered:
    return Ordered("a.0", "training_round/9", kind, job, 5, 100.0)


def test_it_confirms_a_rerun_with_the_claim_itself(look: Look, job: Training) -> None:
    view = look(seats={"b.0": "", "c.0": "claimed"}, jobs={"c.0": job}, vectors={"claimed": [4.0, 2.0]})
    assert YES.perform(view, ordered("rerun", job)) is None
    assert YES.deliver(view, ordered("rerun", job), None).tolist() == [4.0, 2.0]


def test_it_has_nothing_to_say_where_no_claim_is_public(look: Look, job: Training) -> None:
    view = look(seats={"c.0": ""}, jobs={"c.0": job})
    assert YES.deliver(view, ordered("rerun", job), None) is None


def test_other_work_it_does(look: Look, job: Training) -> None:
    assert YES.perform(look(), ordered("step", job)) == job
    assert YES.deliver(look(), ordered("step", job), "result") == "result"  # type: ignore[arg-type]
