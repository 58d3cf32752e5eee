"""The law in force: which rule each contract uses for each family it asks, and what that rule remembers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields, replace
from typing import Any

from sim.chain.contract import Contract
from sim.chain.journal import Journal, Table
from sim.declared import fits
from sim.effects.effect import Rejected
from sim.seams.rule import Rule


class Contradiction(ValueError):
    """Two rules that cannot be in force together."""


class Law:
    """Rules and their states by (contract, family). `library` finds a configured rule by family and name."""

    def __init__(self, journal: Journal, library: Callable[[str, str], Rule]) -> None:
        self._rules: Table[tuple[str, str], Rule] = Table(journal)
        self._states: Table[tuple[str, str], Any] = Table(journal)
        self._contracts: dict[str, Contract | None] = {}
        self._paused: Table[str, float] = Table(journal)
        self._library = library

    def enact(self, contract: str, rules: Mapping[str, Rule], asking: Contract | None = None) -> None:
        """Put rules in force for a contract. Raises `Contradiction` when one needs what another, or the contract, hides."""
        agree(contract, rules, asking)
        self._contracts[contract] = asking
        for family, rule in rules.items():
            self._rules[contract, family] = rule
            self._states[contract, family] = rule.begin()

    def has(self, contract: str, family: str) -> bool:
        """Whether a contract has a rule for a family."""
        return (contract, family) in self._rules

    def asked(self) -> list[tuple[str, str]]:
        """Every (contract, family) with a rule, sorted."""
        return sorted(self._rules)

    def rule(self, contract: str, family: str) -> Rule:
        """The rule in force. Raises `Rejected` when the contract asks no such family."""
        if (contract, family) not in self._rules:
            raise Rejected(f"contract {contract!r} has no rule for {family!r}")
        return self._rules[contract, family]

    def state(self, contract: str, family: str) -> Any:
        """What the rule in force remembers."""
        return self._states.get((contract, family))

    def remember(self, contract: str, family: str, state: Any) -> None:
        self._states[contract, family] = state

    def amend(self, contract: str, family: str, name: str, value: Any) -> None:
        """Replace one field of a rule; it validates itself again. Raises `Rejected` when it refuses."""
        rule = self.rule(contract, family)
        known = [field.name for field in fields(rule)]  # type: ignore[arg-type]
        if name not in known:
            raise Rejected(f"{family} of {contract} has no parameter {name!r}; allowed: {', '.join(known) or 'none'}")
        if not fits(type(rule), name, value):
            kind = next(field.type for field in fields(rule) if field.name == name)  # type: ignore[arg-type]
            raise Rejected(f"{family}.{name}={value!r}; allowed: {kind}")
        try:
            self._rules[contract, family] = replace(rule, **{name: value})  # type: ignore[type-var]
        except (TypeError, ValueError) as error:
            raise Rejected(f"{family}.{name}={value!r}: {error}") from None

    def replace(self, contract: str, family: str, name: str, carry: bool) -> None:
        """Put another configured rule in place; its state is the old one (through `from_state` if it has one) or new.

        Raises `Rejected` when there is no such rule, when it contradicts the others, and when it cannot read the old state.
        """
        before = self.rule(contract, family)
        try:
            rule = self._library(family, name)
        except ValueError as error:
            raise Rejected(str(error)) from None
        state = _inherited(rule, before, self.state(contract, family)) if carry else rule.begin()
        others = {f: r for (c, f), r in self._rules.items() if c == contract and f != family}
        try:
            agree(contract, {**others, family: rule}, self._contracts.get(contract))
        except Contradiction as error:
            raise Rejected(str(error)) from None
        self._rules[contract, family] = rule
        self._states[contract, family] = state

    def pause(self, contract: str, until: float) -> None:
        self._paused[contract] = until

    def paused_until(self, contract: str) -> float:
        """Time until which a contract refuses messages; 0 when it does not."""
        return self._paused.get(contract, 0.0)


def agree(contract: str, rules: Mapping[str, Rule], asking: Contract | None = None) -> None:
    """Raises `Contradiction`, naming both, when one of a contract's rules needs what another, or the contract, hides."""
    hidden = [(f"{other.family}={type(other).__name__}", other.hides) for other in rules.values()]
    if asking is not None:
        hidden.append((f"the contract {type(asking).__name__}", asking.hides))
    for rule in rules.values():
        for name, hides in hidden:
            if blocked := rule.needs & hides:
                raise Contradiction(
                    f"{contract}: {rule.family}={type(rule).__name__} needs {', '.join(sorted(blocked))}, which "
                    f"{name} hides; choose another of the two"
                )


def _inherited(rule: Rule, before: Rule, state: Any) -> Any:
    """What a rule makes of its predecessor's state. Another kind of rule could stumble over it in the middle of a case."""
    if hasattr(rule, "from_state"):
        return rule.from_state(state)
    if type(rule) is type(before):
        return state
    if state is None:
        return rule.begin()
    names = f"{type(rule).__name__} cannot carry on what {type(before).__name__} remembers"
    raise Rejected(f"{names}: it has no from_state; allowed: migrate='reset'")
