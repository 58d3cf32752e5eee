"""What is worth knowing before a run: its times do not go together, so that some of it never happens, or never counts.

Never an error: a factory that is short on purpose is a good test.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sim.blueprint import Blueprint
from sim.chain.contract import Contract
from sim.composition import law
from sim.durations import DAY
from sim.seams.dispute import Dispute
from sim.seams.rule import Rule

CYCLES, UNBONDINGS = 5, 3
"""How often a proposal, and a stake, should be able to go all its way within the horizon; proposals."""


def forewarnings(blueprint: Blueprint) -> tuple[str, ...]:
    """One line each; none where everything fits."""
    rules = law(blueprint.contracts, blueprint.rules)
    found: list[str] = []
    for name, contract in sorted(blueprint.contracts.items()):
        if "governance" in rules[name] and hasattr(contract, "timelock"):
            found += _slow_government(blueprint, name, contract, rules[name]["governance"])
        if "staking" in rules[name]:
            found += _slow_unbonding(blueprint, name, _unbonding(rules[name]["staking"]))
    return tuple(found + _hasty_unbonding(blueprint, rules) + _short_burn_in(blueprint))


def _short_burn_in(blueprint: Blueprint) -> list[str]:
    if not blueprint.burn_in_days or blueprint.burn_in:
        return []
    spans = f"horizon_days={blueprint.horizon_days:g} is not longer than burn_in_days={blueprint.burn_in_days:g}"
    return [f"{spans}: metrics count all days"]


def _slow_government(blueprint: Blueprint, name: str, contract: Any, rule: Rule) -> Iterator[str]:
    parts = (contract.delay, getattr(rule, "period", 0.0), contract.timelock)
    cycle = sum(parts)
    if blueprint.horizon < CYCLES * cycle:
        delay, vote, timelock = map(_days, parts)
        yield (
            f"horizon_days={blueprint.horizon_days:g} is under {CYCLES} cycles of {name}, which are of {_days(cycle)} days: "
            f"delay {delay}, vote {vote}, timelock {timelock}"
        )


def _slow_unbonding(blueprint: Blueprint, name: str, unbonding: float) -> Iterator[str]:
    if blueprint.horizon < UNBONDINGS * unbonding:
        yield (
            f"horizon_days={blueprint.horizon_days:g} is under {UNBONDINGS} times the {_days(unbonding)} days that stakes "
            f"of {name} take to unbond"
        )


def _hasty_unbonding(blueprint: Blueprint, rules: dict[str, dict[str, Rule]]) -> list[str]:
    """Who leaves right after an offence must still have its stake in the register when that is found out and decided."""
    detection = max((_detection(contract) for contract in blueprint.contracts.values()), default=0.0)
    dispute = max(
        (rule.longest for own in rules.values() for rule in own.values() if isinstance(rule, Dispute)), default=0.0
    )
    return [
        f"stakes of {name} unbond in {_days(unbonding)} days, less than detection ({_days(detection)}) plus dispute "
        f"({_days(dispute)}): whoever leaves at once is not made to answer"
        for name, own in sorted(rules.items())
        if "staking" in own and (unbonding := _unbonding(own["staking"])) < detection + dispute
    ]


def _unbonding(rule: Any) -> float:
    """Seconds between leaving and getting a stake back."""
    return float(getattr(rule, "unbonding", getattr(rule, "notice", 0.0)))


def _detection(contract: Contract) -> float:
    """Seconds in which a round finds out what its last one missed: its period, and what a check may take."""
    schedule = getattr(contract, "schedule", None)
    return 0.0 if schedule is None else float(schedule.period + schedule.checking)


def _days(seconds: float) -> str:
    return f"{seconds / DAY:.3g}"
