"""What a scenario may say of a business, a dividend and a market's pool: what is wrong is named with its place."""

from __future__ import annotations

import pytest

from experiments.bad_input import BadInput
from experiments.building.blueprint import blueprint
from experiments.composing.compose import composed
from sim.factory import Factory

TRAINERS = "population.trainers.business"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (f"{TRAINERS}.fixed=-1", f"{TRAINERS}: business.fixed=-1.0; allowed: 0 or more, finite"),
        (f"{TRAINERS}.spread=-0.1", f"{TRAINERS}: business.spread=-0.1; allowed: 0 or more, finite"),
        (f"+{TRAINERS}.fixd=1", f"{TRAINERS}.fixd=1: Business has no such field; did you mean 'fixed'?"),
        (f"{TRAINERS}={{inside: 99}}", "population.trainers: business.inside=99; allowed: at most count="),
        (f"{TRAINERS}=5", f"{TRAINERS}=5: must be a Business"),
        (f"+{TRAINERS}.gas=1.5", f"{TRAINERS}.gas=1.5: must be a whole number"),
        ("contracts.model_market.in_token=1001", "in_token=1001; allowed: 0 to 1000 parts per thousand"),
        ("contracts.dividend.period=0", "contracts.dividend.period=0.0; allowed: above 0 seconds"),
    ],
)
def test_what_is_wrong_in_itself_is_refused_when_it_is_read(change: str, said: str) -> None:
    with pytest.raises(BadInput) as refused:
        blueprint(composed(["scenario=default", change]))
    assert said in str(refused.value)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ("contracts.dividend.keepers=[safe]", "contracts.dividend.keepers='safe': no such contract"),
        ("contracts.dividend.assets=[gold]", "contracts.dividend.asset='gold': no such asset"),
        ("contracts.model_market.pool=lake", "contracts.model_market.pool='lake': no such contract"),
        ("contracts.model_market.dividend=coupon", "contracts.model_market.dividend='coupon': no such contract"),
        ("~contracts.bridge", "business: the factory has no bridge to be paid through"),
    ],
)
def test_what_does_not_fit_together_is_refused_before_the_first_block(change: str, said: str) -> None:
    with pytest.raises(ValueError) as refused:
        Factory(blueprint(composed(["scenario=default", "lab=stub", change]))).run()
    assert said in str(refused.value)
