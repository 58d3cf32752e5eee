"""What a chain profile refuses."""

from __future__ import annotations

from typing import Any

import pytest

from sim.chain.assets import Asset
from sim.chain.profile import ChainProfile


@pytest.mark.parametrize(
    ("given", "error"),
    [
        ({"assets": ()}, r"^assets=\[\]; allowed: any list with token in it"),
        ({"assets": (Asset("usd"),)}, r"^assets=\['usd'\]; allowed: any list with token in it"),
        ({"gas_limit": 70_999}, r"^gas_limit=70999; allowed: 71000 or more"),
        ({"gas": {"transaction": -5, "call": 1}}, r"allowed: 0 or more for each"),
        ({"gas": {"call": 1}}, r"^gas lacks transaction"),
        ({"block_seconds": 0.0}, r"^block_seconds=0\.0; allowed: above 0"),
        ({"beacon_bias_bits": 9}, r"^beacon_bias_bits=9; allowed: 0 to 8"),
    ],
)
def test_a_profile_that_cannot_be_is_refused(given: dict[str, Any], error: str) -> None:
    with pytest.raises(ValueError, match=error):
        ChainProfile(**given)
