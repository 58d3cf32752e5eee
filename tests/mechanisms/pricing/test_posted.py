"""A posted price stays, whatever is asked for."""

from __future__ import annotations

import pytest

from mechanisms.pricing.posted import Posted
from sim.effects.judgement import Publish
from sim.seams.pricing import PricingView


@pytest.mark.parametrize("demanded", [0, 7, 10**9])
def test_the_price_is_what_was_posted(demanded: int) -> None:
    assert Posted(30).decide(PricingView("version 1", 20, demanded, 5, 0.0), None) == ([Publish("price", 30)], None)


def test_nothing_is_given_away() -> None:
    with pytest.raises(ValueError, match="price=0; allowed: 1"):
        Posted(0)
