"""The page of a sweep tells what was varied, what moved and what broke, and never more than is there."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

import pytest

from experiments.analysis.dataset import Dataset
from experiments.cli import main
from experiments.report.sweep.page import render
from experiments.sweeping import design
from experiments.sweeping.axis import axes
from tests.experiments.analysis.written import written

SEEDS = range(8)


def words(page: str) -> str:
    """What a reader sees, as one line."""
    body = ElementTree.fromstring(page.removeprefix("<!DOCTYPE html>\n")).find("body")
    assert body is not None
    return " ".join(" ".join(body.itertext()).split())


def planted(out: Path, broken: bool = False) -> Dataset:
    """Accuracy is .2 higher with b, give or take a little; fees only wobble; one run with b fails if so asked."""
    wobble = [0.01, -0.01, 0.02, -0.02, 0.005, -0.005, 0.015, -0.015]
    first = [{"accuracy": 0.5 + seed / 100, "fees": 3.0 + wobble[seed], "days": 1} for seed in SEEDS]
    second = [{"accuracy": 0.7 + seed / 100 + wobble[seed], "fees": 3.0 - wobble[seed], "days": 1} for seed in SEEDS]
    runs = [list(first), list(second)]
    overrides = ["scenario=digits", "reward=a,b"]
    if broken:
        return written(out, overrides, [{"reward": "a"}, {"reward": "b"}], [runs[0], ["Broke: it", *runs[1][1:]]])
    return written(out, overrides, [{"reward": "a"}, {"reward": "b"}], runs)


def test_a_planted_difference_is_what_moved_and_chance_is_not(tmp_path: Path) -> None:
    told = words(render(planted(tmp_path)))
    assert "digits: 2 settings at 8 seeds" in told
    assert "1 of 2 differences that were looked at are more than chance." in told
    assert "accuracy moved most with reward: 0.535 at a, 0.735 at b." in told
    assert "reward: from a to b metric from to difference" in told
    assert "could find accuracy 0.535 0.735 +0.2" in told
    assert "1 difference that may be chance" in told
    assert "not whole" not in told


def test_a_sweep_with_failed_runs_says_so_on_its_face(tmp_path: Path) -> None:
    told = words(render(planted(tmp_path, broken=True)))
    assert "This sweep is not whole: of 16 runs, 1 failed. What follows tells of the 15 that are done." in told
    assert "16 asked for 15 done 1 failed 0 missing" in told
    assert "reward a and b 8 of 8, 7 of 8" in told
    assert "reward=a to b: 1 of 8 pairs left out" in told
    assert "Broke: it 1 of 16" in told
    assert "aifactory run scenario=digits reward=b seed=0" in told


def test_a_sweep_of_seeds_alone_claims_nothing_moved(tmp_path: Path) -> None:
    told = words(render(written(tmp_path, ["scenario=digits"], [{}], [[{"accuracy": 0.5}, None, {"accuracy": 0.7}]])))
    assert "Nothing varied but the seed." in told
    assert "of 3 runs, 1 missing." in told
    # Student's interval of .5 and .7: .1 * 12.7062 around .6
    assert "all 2 0.6 \N{PLUS-MINUS SIGN} 1.271" in told


def test_a_sweep_of_which_nothing_is_done_has_a_page(tmp_path: Path) -> None:
    told = words(render(written(tmp_path, ["reward=a,b"], [{"reward": "a"}, {"reward": "b"}], [[None], ["Broke"]])))
    assert "of 2 runs, 1 failed and 1 missing. What follows tells of the 0 that are done." in told


def test_a_design_is_told_by_what_rises_with_it(tmp_path: Path) -> None:
    points = [{"rate": share / 16} for share in range(16)]
    runs = [[{"accuracy": 1 - share**2 / 256, "fees": float(share * 7 % 16)}] for share in range(16)]
    told = words(render(written(tmp_path, ["rate=interval(0,1)"], points, runs, design="sobol")))
    assert "1 of 2 trends that were looked at are more than chance." in told
    assert f"rate accuracy {chr(0x2212)}1 < 0.001 16" in told


def test_the_command_writes_the_page_beside_the_runs_or_elsewhere(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    planted(tmp_path / "s")
    for _ in range(2):
        assert main(["report", str(tmp_path / "s")]) == 0
    assert capsys.readouterr().out == f"{tmp_path / 's' / 'report.html'}\n" * 2
    assert main(["report", str(tmp_path / "s"), f"out={tmp_path / 'page.html'}"]) == 0
    assert (tmp_path / "page.html").read_bytes() == (tmp_path / "s" / "report.html").read_bytes()
    assert main(["report", str(tmp_path / "s"), f"out={tmp_path / 'page.html'}"]) == 2
    assert main(["report", str(tmp_path / "s"), "--against", str(tmp_path)]) == 2
    assert "exists already; allowed: a new file" in capsys.readouterr().err


def test_where_a_metric_falls_below_is_told_on_request(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    points = [{"count": count} for count in range(10)]
    written(tmp_path, [], points, [[{"accuracy": 0.9 if each["count"] < 7 else 0.1}] * 4 for each in points])
    assert main(["report", str(tmp_path), "--below", "accuracy=0.5"]) == 0
    told = words((tmp_path / "report.html").read_text("utf-8"))
    assert "accuracy is below 0.5 in 12 of 40 runs that tell it. By parts of the space:" in told
    assert "count > 6.5 12 of 12 100 % 100 % count <= 6.5 0 of 28 0 % 0 %" in told
    page = tmp_path / "broken.html"
    assert main(["report", str(tmp_path), "--below", "accuracy=0.5", f"out={page}"]) == 0
    assert page.read_bytes() == (tmp_path / "report.html").read_bytes()
    assert main(["report", str(tmp_path), "--below", "accuracy"]) == 2
    assert main(["report", str(tmp_path), "--below", "fees=1"]) == 2
    assert capsys.readouterr().err.splitlines() == [
        "aifactory: --below accuracy: allowed: METRIC=NUMBER, such as accuracy=0.5",
        f"aifactory: metric='fees': in no summary of {tmp_path}; allowed: accuracy",
    ]


def test_a_design_for_it_tells_what_matters(tmp_path: Path) -> None:
    space = ["a=interval(0,1)", "b=interval(0,1)"]
    drawn = [tuple(map(float, each)) for each in design.points("morris", 30, axes(space, ()))]
    runs = [[{"accuracy": 4 * a - 2 * b}] for a, b in drawn]
    told = words(render(written(tmp_path, space, [{"a": a, "b": b} for a, b in drawn], runs, "morris")))
    assert "What accuracy depends on From 10 of 10 blocks, those of which every run is done." in told
    assert "setting mu mu_star mu_star_conf sigma a 4 4" in told
    assert "rises" not in told


def test_a_value_that_always_breaks_takes_no_other_comparison_with_it(tmp_path: Path) -> None:
    points = [{"reward": reward, "count": count} for reward in ("a", "b") for count in (0, 2)]
    ran = [[{"accuracy": 0.5 + count / 10 + seed / 100} for seed in SEEDS] for count in (0, 2)]
    broken = [[f"Broke at {seed}.5 s" for seed in SEEDS]] * 2
    told = words(render(written(tmp_path, ["reward=a,b", "count=0,2"], points, [*ran, *broken])))
    assert "reward: from a to b No pair is left, so nothing can be said." in told
    assert "accuracy moved most with count: 0.535 at 0, 0.735 at 2." in told
    assert "Left out of the other comparisons, as no run is done there at any seed: reward=b." in told
    assert "Broke at 0.5 s 16 of 32" in told  # errors that differ by a number are one
    assert "b (none done)" in told


def test_words_that_a_hypercube_spreads_are_told_by_points(tmp_path: Path) -> None:
    points = [{"reward": "ab"[place % 2], "rate": place / 16} for place in range(16)]
    runs = [
        [{"accuracy": 0.5 + 0.2 * (place % 2) + place / 1000, "fees": float(place * 7 % 16)}] for place in range(16)
    ]
    told = words(render(written(tmp_path, ["reward=a,b", "rate=interval(0,1)"], points, runs, design="lhs")))
    assert "1 of 2 contrasts that were looked at are more than chance." in told
    assert "reward a b accuracy 0.507 0.708 +0.201" in told
    assert "8 and 8" in told
    assert "reward: from a to b" not in told


def test_more_settings_than_are_shown_are_counted_and_two_seeds_plan_nothing(tmp_path: Path) -> None:
    points = [{"rate": place / 30 + 1e-9} for place in range(30)]
    runs = [[{"accuracy": 0.5}, {"accuracy": 0.6}] for _ in points]
    told = words(render(written(tmp_path, ["rate=interval(0,1)"], points, runs, design="lhs")))
    assert "The first 24 of 30 settings that were run." in told
    # Student's interval of .5 and .6: .05 * 12.7062
    assert "rate=0.03333 2 0.55 \N{PLUS-MINUS SIGN} 0.6353 \N{EN DASH}" in told


@pytest.mark.parametrize(("seeds", "few"), [(5, True), (6, False)])
def test_a_sweep_of_few_seeds_says_so(seeds: int, few: bool, tmp_path: Path) -> None:
    runs = [[{"accuracy": arm + seed / 10 + arm * seed / 50} for seed in range(seeds)] for arm in (0, 1)]
    told = words(render(written(tmp_path, ["reward=a,b"], [{"reward": "a"}, {"reward": "b"}], runs)))
    assert ("Of fewer than 6 pairs even equal signs alone are no surprise: take more seeds." in told) is few
