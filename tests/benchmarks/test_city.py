"""What is measured is what it says, and an exponent is that of what is added."""

from __future__ import annotations

import pytest

from benchmarks.city import exponent, people, trainers
from experiments.building.blueprint import blueprint
from experiments.composing.compose import composed


@pytest.mark.parametrize(
    ("values", "found"),
    [
        ([103.0, 109.0, 127.0], 1.0),  # 100, and one for each
        ([109.0, 181.0, 829.0], 2.0),  # 100, and the square
        ([5.0, 5.0, 5.0], None),  # nothing is added
        ([5.0, 4.0, 6.0], None),  # noise
    ],
)
def test_what_a_run_costs_anyway_has_no_part_in_an_exponent(values: list[float], found: float | None) -> None:
    assert exponent([3, 9, 27], values) == found


def test_a_city_has_so_many_people_and_fifty_rows_a_provider() -> None:
    made = blueprint(composed(people(2_000, 400)))
    assert {name: made.population[name].count for name in ("users", "providers")} == {"users": 2_000, "providers": 400}
    assert made.worlds["main"].shards == 400
    assert made.worlds["main"].task.rows == 20_000  # type: ignore[attr-defined]


def test_every_trainer_has_a_seat_and_a_card() -> None:
    made = blueprint(composed(trainers(1_000)))
    assert made.population["trainers"].count + made.population["cheats"].count == 1_000  # type: ignore[attr-defined]
    assert made.contracts["training_round"].seats == 1_000  # type: ignore[attr-defined]
    assert made.population["owners"].count * made.machines["h100_server"].count >= 1_000  # type: ignore[attr-defined]
