"""Which data are in which model, as the public tables of a training contract say."""

from __future__ import annotations

from collections.abc import Mapping


def data_in(
    model: str, lineage: Mapping[str, tuple[int, str]], ingredients: Mapping[int, tuple[str, ...]]
) -> tuple[str, ...]:
    """Keys of all data sets that went into a model, through all rounds that made it, in alphabetical order.

    `lineage` says of a model in which round it was made and of which model; `ingredients` what data a round used. It is what
    the rounds were told: a trainer that trains on something else says so nowhere.
    """
    found, seen = set[str](), set[str]()
    while model in lineage and model not in seen:
        seen.add(model)
        number, model = lineage[model]
        found.update(ingredients.get(number, ()))
    return tuple(sorted(found))


def models_with(
    data: str, lineage: Mapping[str, tuple[int, str]], ingredients: Mapping[int, tuple[str, ...]]
) -> tuple[str, ...]:
    """Keys of all models that a data set is in, by the round that made them first."""
    made = sorted(lineage, key=lambda model: (lineage[model][0], model))
    return tuple(model for model in made if data in data_in(model, lineage, ingredients))
