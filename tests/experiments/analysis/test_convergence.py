"""How a mean settles as seeds are added."""

from __future__ import annotations

from pathlib import Path

import pytest

from experiments.analysis.convergence import convergence, settled
from experiments.bad_input import BadInput
from tests.experiments.analysis.written import Summary, written


def told(*accuracies: float | None) -> list[Summary]:
    return [None if each is None else {"accuracy": each} for each in accuracies]


def test_a_mean_and_its_interval_are_told_of_every_point_by_students_table(tmp_path: Path) -> None:
    data = written(
        tmp_path, [], [{"rate": 0.5}, {"rate": 1.0}], [told(1.0, 2.0, 3.0, 4.0), told(7.0, None, None, None)]
    )
    four, one = settled(data, "accuracy")
    # s = 1.29099, t(.975; 3) = 3.18245, so 3.18245 * 1.29099 / 2
    assert (four.name, four.n, four.mean, four.half_width) == ("rate=0.5", 4, 2.5, pytest.approx(2.05426, abs=1e-5))
    # t(.975; 7) s / sqrt(8) = 1.0794 is more than half of it, t(.975; 8) s / 3 = .9923 is not
    assert four.seeds_for_half == four.seeds_for(1.02713) == 9
    assert (one.n, one.mean, one.half_width, one.seeds_for_half, one.seeds_for(0.1)) == (1, 7.0, None, None, None)


def test_where_nothing_spreads_no_more_seeds_are_wanted(tmp_path: Path) -> None:
    (same,) = settled(written(tmp_path, [], [{}], [told(2.0, 2.0, 2.0)]), "accuracy")
    assert (same.name, same.half_width, same.seeds_for_half) == ("all", 0.0, None)


def test_seeds_are_added_in_their_order_at_the_point_that_was_asked_for(tmp_path: Path) -> None:
    data = written(tmp_path, [], [{"rate": 0.5}, {"rate": 1.0}], [told(9.0, 9.0, 9.0, 9.0), told(4.0, 1.0, 3.0, 2.0)])
    found = convergence(data, "accuracy", point=1)
    assert found["n"].to_list() == [1, 2, 3, 4]
    assert found["mean"].to_list() == pytest.approx([4.0, 2.5, 8 / 3, 2.5])
    assert found[["low", "high"]].isna().to_numpy().tolist() == [[True, True]] + [[False, False]] * 3
    # of 4 and 1: s = 2.12132, t(.975; 1) = 12.7062
    assert found.loc[1, ["low", "high"]].to_list() == pytest.approx([2.5 - 19.0593, 2.5 + 19.0593], abs=1e-3)


def test_runs_that_are_not_done_or_do_not_tell_it_are_not_counted(tmp_path: Path) -> None:
    data = written(tmp_path, [], [{}], [[{"accuracy": 1.0}, "Broke: it", {"fees": 3.0}, {"accuracy": 2.0}]])
    assert convergence(data, "accuracy")["mean"].to_list() == [1.0, 1.5]
    with pytest.raises(BadInput, match="point=3: no run there tells accuracy; allowed: 0 to 0"):
        convergence(data, "accuracy", point=3)
    with pytest.raises(BadInput, match=r"metric='acuracy': in no summary of .*did you mean 'accuracy'"):
        settled(data, "acuracy")
