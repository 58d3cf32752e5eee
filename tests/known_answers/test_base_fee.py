"""KA12: the base fee of EIP-1559, against the integers of go-ethereum's and Polygon's own tests."""

from __future__ import annotations

import pytest

from sim.chain.fee import after_empty_blocks, next_base_fee

GWEI = 10**9
TARGET = 10_000_000
"""Half of the gas limit of 20,000,000."""


@pytest.mark.parametrize(
    ("used", "fee"),
    [
        (10_000_000, 1_000_000_000),
        (9_000_000, 987_500_000),
        (11_000_000, 1_012_500_000),
        (20_000_000, 1_125_000_000),
        (0, 875_000_000),
    ],
)
def test_ethereum_moves_the_fee_by_an_eighth_at_most(used: int, fee: int) -> None:
    """go-ethereum, consensus/misc/eip1559/eip1559_test.go; the last two rows follow from the same formula."""
    assert next_base_fee(GWEI, used, TARGET, denominator=8) == fee


@pytest.mark.parametrize(
    ("used", "fee"),
    [(9_000_000, 993_750_000), (11_000_000, 1_006_250_000), (20_000_000, 1_062_500_000), (0, 937_500_000)],
)
def test_polygon_moves_it_by_a_sixteenth(used: int, fee: int) -> None:
    """Polygon's Delhi fork, denominator 16, from the same test in bor."""
    assert next_base_fee(GWEI, used, TARGET, denominator=16) == fee


def test_ten_full_blocks_more_than_triple_the_fee_and_round_down_each_time() -> None:
    """1.125 ** 10 = 3.247321025; integers lose two wei of it."""
    fee = GWEI
    for _ in range(10):
        fee = next_base_fee(fee, 2 * TARGET, TARGET, denominator=8)
    assert fee == 3_247_321_023


def test_a_fee_too_small_for_an_eighth_still_rises_by_one() -> None:
    assert next_base_fee(7, TARGET + 1, TARGET, denominator=8) == 8


def test_the_fee_does_not_fall_below_its_floor() -> None:
    assert next_base_fee(8, 0, TARGET, denominator=8, floor=7) == 7
    assert next_base_fee(7, 0, TARGET, denominator=8, floor=7) == 7


@pytest.mark.parametrize(("blocks", "fee"), [(0, 1000), (1, 875), (2, 766), (3, 671), (10**9, 7)])
def test_empty_blocks_nobody_made_are_caught_up_with(blocks: int, fee: int) -> None:
    """1000 - 125 = 875, 875 - 109 = 766, 766 - 95 = 671; below 8 an eighth is less than one unit and the fee stays."""
    assert after_empty_blocks(1000, blocks, denominator=8, floor=0) == fee
