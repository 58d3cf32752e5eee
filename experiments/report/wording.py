"""Numbers and names as a reader wants them, each with its unit."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import ROUND_HALF_EVEN, Decimal

from sim.durations import DAY
from sim.money import TOKEN

MINUS = "\N{MINUS SIGN}"
NONE = "\N{EN DASH}"
"""Stands in a table where there is nothing to say."""


def tokens(amount: int, places: int = 2, sign: bool = False) -> str:
    """Base units as tokens with so many decimals; an amount that would round to 0 keeps one significant digit."""
    if amount == 0:
        return "0"
    value = Decimal(abs(amount)) / TOKEN
    shown = f"{value.quantize(Decimal(1).scaleb(min(-places, value.adjusted())), ROUND_HALF_EVEN):,f}"
    return f"{MINUS if amount < 0 else '+' if sign else ''}{shown}"


def dollars(value: float) -> str:
    """Cents, or two significant digits below one of them."""
    size = abs(value)
    if 0 < size < 1e-4:
        return f"{'>' if value < 0 else '<'}{MINUS if value < 0 else ''}$0.0001"
    shown = f"{size:,.2f}" if size >= 0.01 or size == 0 else f"{size:.2g}"
    return f"{MINUS if value < 0 else ''}${shown}"


def percent(share: float, places: int = 1) -> str:
    return f"{100 * share:.{places}f} %"


def short(value: float, sign: bool = False) -> str:
    """Four significant digits, or a whole number with its thousands apart."""
    size = abs(value)
    shown = f"{size:.4g}" if size < 1e4 else f"{size:,.0f}"
    return f"{MINUS if value < 0 else '+' if sign and value else ''}{shown}"


def unlikely(p_value: float) -> str:
    """A p-value: three decimals, or that it is smaller."""
    return "< 0.001" if p_value < 0.001 else f"{p_value:.3f}"


def day(seconds: float) -> str:
    return f"{seconds / DAY:.1f}"


def days(seconds: float) -> str:
    return counted(round(seconds / DAY, 2), "day")


def counted(number: float, noun: str) -> str:
    """ "1 round", "39 rounds"."""
    return f"{number:,g} {noun}{'' if number == 1 else 's'}"


def listed(names: Sequence[str], most: int = 6) -> str:
    """ "a", "a and b", "a, b and c", "a, b and 4 others"."""
    shown = list(names) if len(names) <= most else [*names[: most - 1], f"{len(names) - most + 1} others"]
    return " and ".join(filter(None, [", ".join(shown[:-1]), *shown[-1:]]))


def spoken(behaviour: str) -> str:
    """The name of a behaviour without its parameters: SignFlip(scale=1.0) is "sign flip", and one that turns is what it
    turns to: "sign flip from day 20"."""
    if turned := re.match(r"Switch\(.*\botherwise=(\w+).*\bat_days=([0-9.]+)", behaviour):
        return f"{spoken(turned[1])} from day {float(turned[2]):g}"
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", " ", behaviour.partition("(")[0]).lower()
