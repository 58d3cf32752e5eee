"""What a story may order."""

from __future__ import annotations

import pytest

from sim.chain.contract import Order


def test_no_work_is_no_order() -> None:
    with pytest.raises(ValueError, match="works is empty; allowed: one piece of work or more"):
        Order(())
