"""Every setting that the long runs play can be composed: found here in seconds, and not after an hour."""

from __future__ import annotations

import pytest

from experiments.building.blueprint import blueprint
from experiments.composing.compose import composed
from tests.validation.defences import SECTIONS
from tests.validation.economy import arrows, dumped, lasting
from tests.validation.economy.settings import DEFAULT, HONEST, LASTING, NOBODY_BUYS, ONE_OFF, Overrides, flipping

ECONOMY = {
    "default": DEFAULT,
    "honest": HONEST,
    "lasting": LASTING,
    "one-off": ONE_OFF,
    **{f"{share} flipped": flipping(share) for share in lasting.SHARES},
    "nobody buys": NOBODY_BUYS,
    "dumped": dumped.factory(20),
    "dumped, no traders": (*dumped.factory(20), *dumped.IGNORANT),
    "devalued": dumped.DEVALUED,
    "heedless": (*LASTING, arrows.HEEDLESS),
    "silent": (*DEFAULT, arrows.SILENT),
    **{f"no {arrow}": (*HONEST, chosen) for arrow, chosen in arrows.CUTS.items()},
}
DEFENCES = {side: pair.title for pairs in SECTIONS.values() for pair in pairs for side in (pair.first, pair.second)}


@pytest.mark.parametrize("name", ECONOMY)
def test_a_setting_of_the_economy_can_be_built(name: str) -> None:
    assert blueprint(composed(ECONOMY[name])).population


@pytest.mark.parametrize("side", DEFENCES, ids=DEFENCES.values())
def test_a_side_of_a_comparison_can_be_built(side: Overrides) -> None:
    assert blueprint(composed(side)).population
