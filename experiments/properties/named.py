"""Which properties there are, by name; what a plug-in brings is named by its class."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

from experiments.bad_input import BadInput, allowed
from experiments.building.build import Builder
from experiments.properties.budget_balance import BudgetBalance
from experiments.properties.conservation import Conservation
from experiments.properties.individual_rationality import IndividualRationality
from experiments.properties.no_profitable_deviation import NoProfitableDeviation
from experiments.properties.property import Property
from experiments.properties.sybil_split import SybilSplit
from experiments.properties.words import NAMES

OURS: Mapping[str, type] = dict(
    zip(NAMES, (Conservation, BudgetBalance, IndividualRationality, SybilSplit, NoProfitableDeviation), strict=True)
)


def named(name: str, given: Mapping[str, Any], plugins: tuple[str, ...]) -> Property:
    """The property of this name with these fields: one of ours, or `my_pkg.my_module.MyProperty` of a plug-in that is named
    in the same breath. Raises `BadInput` naming the field that is wrong."""
    if name in OURS:
        # A class that is named here needs no permission.
        return cast(Property, Builder().build(dict(given), OURS[name], name))
    if "." not in name:
        raise BadInput(f"property={name}: unknown; {allowed(name, OURS)}")
    return cast(Property, Builder(plugins).build({**given, "_target_": name}, Property, name))
