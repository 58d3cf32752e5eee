"""The base fee of EIP-1559."""

from __future__ import annotations


def next_base_fee(base_fee: int, used: int, target: int, denominator: int, floor: int = 0) -> int:
    """Base fee of the block after one that used `used` of `target` gas, in the integers of EIP-1559 (2019).

    Above the target it rises by at least 1, below it falls, by at most one part in `denominator` each way.
    """
    if used > target:
        return base_fee + max(base_fee * (used - target) // target // denominator, 1)
    return max(base_fee - base_fee * (target - used) // target // denominator, floor)


def after_empty_blocks(base_fee: int, blocks: int, denominator: int, floor: int) -> int:
    """Base fee after `blocks` empty blocks in a row, which nobody had to compute."""
    for _ in range(blocks):
        lower = next_base_fee(base_fee, 0, 1, denominator, floor)
        if lower == base_fee:
            break
        base_fee = lower
    return base_fee
