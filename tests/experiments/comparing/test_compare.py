"""Two settings are compared seed by seed, and nothing is made of chance."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from experiments import compare
from experiments.bad_input import BadInput
from experiments.cli import main
from experiments.commands.compare import needed, show
from experiments.comparing.bootstrap import interval
from experiments.comparing.compare import changed, compare_finished
from experiments.comparing.comparison import FIRST, SECOND, Comparison, Difference, Trial
from experiments.comparing.trying import Asked, Trying
from experiments.results.result import Run
from experiments.results.tables import read

QUICK = ["scenario=digits", "lab=stub", "horizon_days=0.5"]


def made(first: dict[int, Any], second: dict[int, Any]) -> Comparison:
    """A comparison of these summaries by seed; None stands for a run that failed."""
    trials = [
        Trial(side, seed, "", summary, "" if summary else "it broke")
        for side, summaries in ((FIRST, first), (SECOND, second))
        for seed, summary in summaries.items()
    ]
    return Comparison({FIRST: [], SECOND: []}, tuple(first), tuple(trials), Path())


def test_means_and_differences_are_of_the_pairs() -> None:
    found = made({0: {"a": 1.0}, 1: {"a": 3}}, {0: {"a": 2.0}, 1: {"a": 8}}).differences
    assert [(each.first, each.second, each.difference, each.n) for each in found] == [(2.0, 5.0, 3.0, 2)]
    # the differences are 1 and 5: Student's t(.975; 1) = 12.7062, times s / sqrt(2) = 2
    assert (found[0].low, found[0].high) == (pytest.approx(-22.4124, abs=1e-4), pytest.approx(28.4124, abs=1e-4))


def test_one_pair_has_no_interval() -> None:
    assert made({0: {"a": 1.0}}, {0: {"a": 2.0}}).differences == [Difference("a", 1.0, 2.0, 1.0, None, None, 1)]


def test_a_failed_run_takes_its_pair_out_and_stays_on_the_list() -> None:
    compared = made({0: {"a": 1.0}, 1: {"a": 9.0}, 2: {"a": 4.0}}, {0: {"a": 2.0}, 1: None, 2: {"a": 4.0}})
    assert (compared.paired, [(trial.side, trial.seed) for trial in compared.failed]) == (2, [(SECOND, 1)])
    assert [(each.first, each.second, each.n) for each in compared.differences] == [(2.5, 3.0, 2)]


def test_a_metric_that_some_runs_do_not_tell_is_paired_where_both_do() -> None:
    compared = made({0: {"a": 1.0, "b": 5.0}, 1: {"b": 7.0}}, {0: {"a": 2.0}, 1: {"a": 3.0}})
    assert [(each.metric, each.n) for each in compared.differences] == [("a", 1)]
    assert compared.alone == [("b", FIRST, 6.0, 2)]


def test_every_p_value_allows_for_all_metrics_that_are_not_the_same_in_every_pair() -> None:
    first, second = {"a": 0.0, "b": 0.0, "c": 1.0}, [{"a": 1.0, "b": 1.0, "c": 1.0}, {"a": 3.0, "b": -3.0, "c": 1.0}]
    told = {each.metric: each for each in made({0: first, 1: first}, dict(enumerate(second))).differences}
    # t = 2 / 1 and -1 / 2 with one degree of freedom: p = 1 - 2 atan(t) / pi
    assert (told["a"].p, told["b"].p) == (pytest.approx(0.295167), pytest.approx(0.704833))
    assert (told["a"].p_holm, told["b"].p_holm) == (pytest.approx(0.590334), pytest.approx(0.704833))
    assert told["c"].p_holm == 1.0
    assert told["a"].d_z == pytest.approx(2**0.5)


def test_words_are_not_compared() -> None:
    assert made({0: {"caught": "nobody"}}, {0: {"caught": "nobody"}}).differences == []


def test_an_interval_covers_the_true_mean_as_often_as_it_says() -> None:
    draws = np.random.default_rng(7).normal(3.0, 2.0, (1000, 10))
    covered = [low <= 3.0 <= high for low, high in (interval(list(values)) or (0.0, 0.0) for values in draws)]
    # 95 %, with a standard error of .7 % over a thousand draws
    assert 0.93 <= np.mean(covered) <= 0.97


def test_equal_values_have_an_interval_of_no_width() -> None:
    assert interval([0.25] * 5) == (0.25, 0.25)
    assert interval([0.25]) is interval([]) is None


def test_a_level_is_a_probability() -> None:
    with pytest.raises(ValueError, match="level=95; allowed"):
        interval([1.0, 2.0], 95)


def test_what_is_changed_takes_the_place_of_what_was_said() -> None:
    assert changed(["scenario=digits", "reward.floor=3"], ["reward.floor=4", "seed=1"]) == (
        "scenario=digits",
        "reward.floor=4",
        "seed=1",
    )


@pytest.mark.parametrize("text", ["", "0", "-1", "a", "1:", "5:5"])
def test_seeds_are_a_number_a_range_or_a_list(text: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["compare", *QUICK, "vs", "seed_money=1", f"--seeds={text}"]) == 2
    assert f"--seeds {text}: allowed: how many, as 10" in capsys.readouterr().err


def test_a_setting_compared_with_itself_differs_in_nothing(tmp_path: Path) -> None:
    compared = compare([*QUICK, f"out={tmp_path / 'same'}"], seeds=2)
    assert len(compared.differences) > 10
    assert all((each.difference, each.low, each.high, each.n) == (0, 0, 0, 2) for each in compared.differences)


def test_both_sides_are_run_kept_and_can_be_compared_again(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    place = tmp_path / "here"
    line = ["compare", *QUICK, "vs", "population.cheats=null", f"out={place}", "--seeds", "3,4", "--jobs", "1"]
    assert main(line) == 0
    told = capsys.readouterr().out
    assert "pairs   2 of 2" in told
    assert "only in first: cheats_caught 0 (n 2)" in told
    content = json.loads((place / "comparison.json").read_text("utf-8"))
    assert content["settings"] == {"first": QUICK, "second": [*QUICK, "population.cheats=null"]}
    assert [run["place"] for run in content["runs"]] == [
        "first/seed-3",
        "second/seed-3",
        "first/seed-4",
        "second/seed-4",
    ]
    assert Run(place / "second" / "seed-4").config["seed"] == 4
    pairs = read(place / "pairs.parquet").to_pylist()
    assert [(row["seed"], row["first"], row["second"]) for row in pairs if row["metric"] == "days"] == [
        (3, 0.5, 0.5),
        (4, 0.5, 0.5),
    ]
    again = compare_finished(place / "first", place / "second")
    assert [(each.metric, each.difference) for each in again.differences] == [
        (each["metric"], each["difference"]) for each in content["metrics"]
    ]
    summary = place / "second" / "seed-4" / "summary.json"
    summary.write_text(summary.read_text("utf-8").replace('"days": 0.5', '"days": 5'), "utf-8")
    with pytest.raises(BadInput, match=r"seed-4: not what a run wrote \(summary.json: its sha256 is not"):
        compare_finished(place / "first", place / "second")


@pytest.mark.parametrize(
    ("words", "line"),
    [
        (["scenario=digits"], "write `vs` once"),
        (["seed=1", "vs", "reward=equal_split"], "seed=1: a comparison has several seeds"),
        (["vs", "reward=equal_splat"], "did you mean 'equal_split'?"),
        (["vs", "--seeds", "0"], "--seeds 0: allowed: how many"),
        (["vs", "--seeds", "10001"], "--seeds 10001: 10,001 seeds; allowed: up to 10,000"),
        (["nowhere", "vs", "nowhere"], "nowhere: holds no finished run"),
    ],
)
def test_bad_input_is_one_line(
    words: list[str],
    line: str,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["compare", *words]) == 2
    told = capsys.readouterr().err
    assert line in told
    assert told.count("\n") == 1
    assert not list(tmp_path.iterdir())


def test_a_run_that_kills_its_worker_is_a_failed_trial_and_the_others_are_none(tmp_path: Path) -> None:
    compared = compare([*QUICK, "plugins=[toys]", f"out={tmp_path / 'c'}"], ["reward=deadly"], seeds=2, jobs=2)
    assert [(trial.side, trial.seed, trial.error) for trial in compared.trials] == [
        (FIRST, 0, ""),
        (SECOND, 0, "its worker died each time, even alone: killed, or out of memory"),
        (FIRST, 1, ""),
        (SECOND, 1, "its worker died each time, even alone: killed, or out of memory"),
    ]


def test_a_run_whose_process_was_lost_after_it_was_written_is_not_lost(tmp_path: Path) -> None:
    trying = Trying(tmp_path, datetime(2026, 1, 1, tzinfo=UTC))
    asked = Asked(FIRST, 3, (*QUICK, "seed=3"))
    made, again = trying(asked), trying(asked)
    assert (made.error, again.error) == ("", "")
    assert made.summary == again.summary == Run(tmp_path / "first" / "seed-3").summary


def test_what_differs_by_rounding_alone_is_the_same() -> None:
    """.1 + .2 is .30000000000000004 and .3 is .3."""
    (told,) = made({0: {"a": 0.3}, 1: {"a": 0.3}}, {0: {"a": 0.1 + 0.2}, 1: {"a": 0.3}}).differences
    assert told.same
    (near,) = made({0: {"a": 0.3}, 1: {"a": 0.3}}, {0: {"a": 0.3 + 1e-9}, 1: {"a": 0.3}}).differences
    assert not near.same


def test_a_metric_that_some_pairs_alone_tell_is_counted_out_loud(capsys: pytest.CaptureFixture[str]) -> None:
    """Of three pairs two tell of a lag on both sides, and one of a number that is none."""
    first = {0: {"a": 1.0, "lag": 2.0}, 1: {"a": 2.0, "lag": 3.0}, 2: {"a": 3.0, "lag": 4.0}}
    second = {0: {"a": 1.5, "lag": 2.5}, 1: {"a": 2.0, "lag": 3.0}, 2: {"a": 4.0, "lag": float("nan")}}
    compared = made(first, second)
    assert compared.partly == [("lag", 2, {FIRST: 3, SECOND: 2})]
    show(compared)
    told = capsys.readouterr().out
    assert "lag is told by 2 of 3 pairs alone (3 first and 2 second runs tell it): not by chance" in told
    assert "a is told by" not in told


@pytest.mark.parametrize(
    ("pairs", "told"),
    [
        (1, "pairs   1 of 1 (one draw)"),
        (5, "pairs   5 of 5 (few: of fewer than 6 even equal signs alone are no surprise)"),
        (6, "pairs   6 of 6\n"),
    ],
)
def test_few_pairs_are_called_few(pairs: int, told: str, capsys: pytest.CaptureFixture[str]) -> None:
    show(made({seed: {"a": 0.0} for seed in range(pairs)}, {seed: {"a": float(seed)} for seed in range(pairs)}))
    assert told in capsys.readouterr().out


def test_the_seeds_that_a_difference_takes_are_told_as_far_as_pairs_tell_them() -> None:
    # Cohen's medium effect, d_z = .5: 34 pairs by G*Power; t(.975; 17) * 1 / sqrt(18) = .4973 is the first within .5
    wobble = [-1.0, 1.0] * 50
    scale = float(np.std(wobble, ddof=1))
    many = made(
        {seed: {"a": 0.0} for seed in range(100)}, {seed: {"a": each / scale} for seed, each in enumerate(wobble)}
    )
    assert needed(many, "a", 0.5) == (
        "a: for a 95 % interval of +- 0.5 it takes 18 seeds, and there are 100; to find a true difference of 0.5 with a "
        "chance of 80 %, 34 seeds, and there are 100"
    )
    few = made({seed: {"a": 0.0} for seed in range(3)}, {0: {"a": -1.0}, 1: {"a": 0.0}, 2: {"a": 1.0}})
    assert needed(few, "a", 0.5) == (
        "a: for a 95 % interval of +- 0.5 it takes 18 seeds, 15 more than there are; to find a true difference of 0.5 with "
        "a chance of 80 %, 34 seeds, 31 more than there are (by the spread of 3 pairs, which is roughly known)"
    )
    alike = made({seed: {"a": 0.0} for seed in range(3)}, {seed: {"a": 2.0} for seed in range(3)})
    assert needed(alike, "a", 0.5) == "a: all 3 pairs differ by the same, which does not tell how many seeds are needed"


def test_a_setting_that_changes_nothing_is_told_in_so_many_words(capsys: pytest.CaptureFixture[str]) -> None:
    show(made({0: {"a": 1.0}, 1: {"a": 2.0}}, {0: {"a": 1.0}, 1: {"a": 2.0}}))
    assert "no metric differs in any pair\n\nthe same in every pair: a\n" in capsys.readouterr().out
