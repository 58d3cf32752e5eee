"""The opening balance sheet of the default, against its hand calculation."""

from __future__ import annotations

import pytest

from experiments.building.blueprint import blueprint
from experiments.composing.compose import composed
from experiments.outlook.opening import opening


def test_the_default_covers_its_costs() -> None:
    """60,000 x .3915 x $.02 = $469.8; trainers 20 x 8, validators 30 x .4; seventy members at $2.5."""
    found = opening(blueprint(composed(["scenario=default"])))
    assert found is not None
    assert found.fees == pytest.approx(469.8, rel=0.01)
    assert found.hardware == pytest.approx(172.0)
    assert found.fixed == pytest.approx(175.0)
    assert found.holders == pytest.approx(0.2 * found.fees)
    assert found.emission == pytest.approx(23.5, rel=0.01)  # 5,479 tokens at $.00429
    assert found.capital == pytest.approx(18.8, rel=0.01)  # 8M tokens at 20 % a year
    assert found.worth == pytest.approx(171_500, rel=0.02)  # 94 x 365 / .20
    assert found.margin == pytest.approx(found.holders + found.surplus - found.emission)


def test_users_one_by_one_pay_as_much_as_the_crowd_of_the_default() -> None:
    """100,000 x .6 x .3915 x $.02 = $469.8: what each of them would do without differs, as in a crowd."""
    found = opening(blueprint(composed(["scenario=city"])))
    assert found is not None
    assert found.fees == pytest.approx(469.8, rel=0.01)


def test_nobody_lives_on_fees_where_nobody_pays_any() -> None:
    assert opening(blueprint(composed(["scenario=digits"]))) is None
    assert opening(blueprint(composed(["scenario=market"]))) is None
