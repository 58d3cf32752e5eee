"""A change in words, as a mapping that a scenario could have among its interventions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from hydra.core.override_parser.overrides_parser import OverridesParser
from hydra.errors import HydraException

from experiments.bad_input import BadInput, allowed, shown
from experiments.composing.catalogue import Catalogue
from experiments.composing.compose import check_finite
from experiments.composing.expand import behaviour

Law = Mapping[str, Iterable[str]]
"""Families that a contract asks, by contract."""
SET, RULE, TURN, SHOCK = "set", "rule", "turn", "shock"
FORMS = {
    SET: "set.<family>.<field>=VALUE",
    RULE: "rule.<family>=NAME",
    TURN: "turn.<group>=BEHAVIOUR",
    SHOCK: "shock={_target_: ..., ...}",
}
"""How each kind of change is written; a contract is named before the family where several ask the same."""


class Word(NamedTuple):
    """A change as it was written, and read: `set.reward.floor=5` is about ("set", ("reward", "floor")) and says 5."""

    text: str
    kind: str
    about: tuple[str, ...]
    value: Any


def parsed(text: str) -> Word:
    """Raises `BadInput` for what is no change, and for several values at once."""
    try:
        override = OverridesParser.create().parse_override(text)
    except (HydraException, ValueError) as error:
        raise BadInput(f"{text!r}: not a change; allowed: {', '.join(FORMS.values())}") from error
    kind, *about = override.key_or_group.split(".")
    if kind not in FORMS or override.package or text.startswith(("+", "~")):
        raise BadInput(f"{text}: unknown; allowed: {', '.join(FORMS.values())}, at_days=DAY, out=DIR, plugins=[...]")
    if override.is_sweep_override():
        raise BadInput(f"{text}: several values; a fork has one, and another fork the next")
    value = override.value()
    check_finite(value, override.key_or_group)
    return Word(text, kind, tuple(about), value)


@dataclass(frozen=True)
class Words:
    """Reads the changes of one day, for one factory: its composed `config`, and who asks which family."""

    config: Mapping[str, Any]
    law: Law
    at_days: float

    def read(self, word: Word) -> dict[str, Any]:
        """The intervention that a word stands for, names replaced by what they stand for. Raises `BadInput`."""
        read = {SET: self._set, RULE: self._rule, TURN: self._turn, SHOCK: self._shock}
        return read[word.kind](word)

    def _set(self, word: Word) -> dict[str, Any]:
        *about, field = word.about or ("",)
        contract, family = self._asked(word, about)
        return self._at("sim.interventions.Amend", contract=contract, family=family, field=field, value=word.value)

    def _rule(self, word: Word) -> dict[str, Any]:
        contract, family = self._asked(word, word.about)
        rest = {"name": word.value} if isinstance(word.value, str) else word.value
        if not isinstance(rest, Mapping) or not isinstance(rest.get("name"), str):
            names = allowed("", self._catalogue.names(family))
            raise BadInput(f"{word.text}: names no rule; give NAME or {{name: NAME, field: ...}}; {names}")
        name, fields = rest["name"], {key: item for key, item in rest.items() if key not in ("name", "migrate")}
        self._catalogue.load(family, name, ".".join((RULE, *word.about)))
        migrate = rest.get("migrate", "carry")
        return self._at(
            "sim.interventions.Replace", contract=contract, family=family, rule=name, migrate=migrate, fields=fields
        )

    def _turn(self, word: Word) -> dict[str, Any]:
        group, groups = ".".join(word.about), self.config["population"]
        if group not in groups:
            raise BadInput(f"{word.text}: no such group; {allowed(group, groups)}")
        found = behaviour(groups[group]["role"], word.value, f"{TURN}.{group}", self._catalogue)
        return self._at("sim.interventions.Turn", group=group, behaviour=found)

    def _shock(self, word: Word) -> dict[str, Any]:
        if word.about or not isinstance(word.value, Mapping) or "_target_" not in word.value:
            raise BadInput(
                f"{word.text}: write it as a scenario does, without the day: "
                "shock={_target_: sim.shocks.Outage, hours: 12, part: 0.5}"
            )
        at_days = word.value.get("at_days", self.at_days)
        if not isinstance(at_days, int | float) or at_days < self.at_days:
            raise BadInput(f"shock.at_days={shown(at_days)}; allowed: {self.at_days:g}, the day of the fork, or later")
        return {"at_days": self.at_days, **word.value}

    def _asked(self, word: Word, about: Iterable[str]) -> tuple[str, str]:
        """Contract and family; the contract need not be named where one alone asks that family."""
        *named, family = tuple(about) or ("",)
        asking = sorted(contract for contract, families in self.law.items() if family in families)
        if len(named) > 1 or not family:
            raise BadInput(f"{word.text}: too many or too few names; write {FORMS[word.kind]}")
        if named and named[0] not in self.law:
            raise BadInput(f"{word.text}: no contract {named[0]!r}; {allowed(named[0], self.law)}")
        if not asking:
            known = {each for families in self.law.values() for each in families}
            raise BadInput(f"{word.text}: no contract asks for a rule of {family!r}; {allowed(family, known)}")
        if named and named[0] not in asking:
            raise BadInput(f"{word.text}: {named[0]} does not ask for {family}; {allowed(named[0], asking)}")
        if not named and len(asking) > 1:
            first = ".".join((word.kind, asking[0], *word.about))
            raise BadInput(f"{word.text}: {', '.join(asking)} ask for {family}; name one, such as {first}=...")
        return (named or asking)[0], family

    def _at(self, target: str, **given: Any) -> dict[str, Any]:
        return {"_target_": target, "at_days": self.at_days, **given}

    @property
    def _catalogue(self) -> Catalogue:
        return Catalogue(tuple(self.config["plugins"]))
