"""What the honest trainer answers when it is asked."""

from __future__ import annotations

from typing import Any

import pytest

from agents.behaviours.trainer.honest import Honest
from sim.messages.auction import AskingPrice
from sim.messages.ballot import Ballot
from sim.messages.host import Asked
from tests.agents.behaviours.conftest import Look


@pytest.mark.parametrize(("question", "answer"), [(AskingPrice("main", 3), 466 * 10**9), (Ballot("p"), None)])
def test_it_asks_what_a_task_costs_and_has_no_other_opinion(look: Look, question: Any, answer: int | None) -> None:
    """An hour at $2, in tokens at $.00429: 466.2."""
    asked = Asked("ann", "training_round/1", question, None, sealed=True, until=600.0)
    assert Honest().answer(look(task=asked), asked) == answer
