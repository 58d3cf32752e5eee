"""What `aifactory check` prints, and with which exit code it ends."""

from __future__ import annotations

import json
import shlex
from pathlib import Path

import pytest

from experiments.cli import main
from experiments.composing.compose import Composed
from experiments.properties.finding import statistical
from experiments.properties.report import Checked, Report
from experiments.properties.setting import Setting
from experiments.properties.telling import told
from experiments.properties.words import Words

SMALL = "check scenario=digits lab=stub horizon_days=0.3 population.cheats=null plugins=[specimens]"


def said(words: str, code: int, capsys: pytest.CaptureFixture[str]) -> list[str]:
    assert main(shlex.split(f"{SMALL} {words}")) == code
    return capsys.readouterr().out.splitlines()


def test_a_pass_is_a_line_and_code_0(capsys: pytest.CaptureFixture[str]) -> None:
    (line,) = said("property=conservation seeds=2", 0, capsys)
    assert line.startswith("conservation  PASS          ")
    assert line.endswith(" entries in 2 runs")


def test_a_report_can_be_kept_with_every_value(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """Nobody checks and heads are paid, so four names gain; two seeds decide nothing."""
    words = "property=sybil_split,conservation verification=none reward=equal_split seeds=2"
    *_, last = said(f"{words} out={tmp_path / 'kept'}", 3, capsys)
    assert last == f"report  {tmp_path / 'kept' / 'check.json'}"
    content = json.loads((tmp_path / "kept" / "check.json").read_text("utf-8"))
    assert content["seeds"] == [0, 1]
    assert content["verdict"] == "INCONCLUSIVE"
    sybil, conservation = content["properties"]
    (case,) = sybil["cases"]
    assert case["values"].keys() == {"0", "1"}
    assert min(case["values"].values()) > 0
    assert (sybil["limit"], sybil["side"], case["low"], case["verdict"]) == (0.1, "at most", None, "INCONCLUSIVE")
    assert sybil["worlds"]["split"][-1] == "population.member.identities=4"
    assert (conservation["verdict"], conservation["cases"], conservation["worlds"]) == ("PASS", [], {"as given": []})


def test_a_failure_shows_the_run_that_shows_it_and_is_code_1(capsys: pytest.CaptureFixture[str]) -> None:
    first, second = said("property=budget_balance reward=overpays seeds=4:6", 1, capsys)
    assert first.startswith("budget_balance  FAIL          seed 4, facts.parquet, row ")
    assert first.endswith("(2 seeds show it)")
    assert second == (
        "  replay  aifactory run scenario=digits lab=stub horizon_days=0.3 population.cheats=null 'plugins=[specimens]' "
        "reward=overpays seed=4"
    )


def test_what_is_not_decided_is_code_3_and_says_what_would_decide_it(capsys: pytest.CaptureFixture[str]) -> None:
    first, second = said("property=sybil_split verification=none reward=equal_split seeds=2", 3, capsys)
    assert first.startswith("sybil_split  INCONCLUSIVE  as 4 instead of one: +$")
    assert first.endswith(" a day (no interval from 2 seeds, 6 are the fewest; allowed: at most $0.10; n 2)")
    assert second == "  to decide  seeds=2:8 (fresh ones: these have been looked at)"


def test_what_no_seeds_would_decide_is_told_beside_what_they_would() -> None:
    """Two cases around a limit of 0: one whose mean is 0 itself, one of mean 1 and a wide spread."""
    cases = {
        "even": dict.fromkeys((0, 2, 4), -1.0) | dict.fromkeys((1, 3, 5), 1.0),
        "wide": dict(enumerate([4, -2] * 3)),
    }
    finding = statistical(cases, 0.0, level=0.9)
    report = Report(Setting((), Composed({}, ""), {}), Words(("mine",), tuple(range(6)), 1), ())
    *_, seeds, limit = told(Checked("mine", finding, {}), report)
    assert seeds.startswith("to decide  seeds=6:")
    assert limit == "no number of seeds decides even: it lies at the limit; another tolerance would"


def test_a_failure_outweighs_what_is_not_decided(capsys: pytest.CaptureFixture[str]) -> None:
    lines = said("property=individual_rationality,budget_balance reward=overpays seeds=1", 1, capsys)
    assert [line.split()[:2] for line in lines if line[0] != " "] == [
        ["individual_rationality", "INCONCLUSIVE"],
        ["budget_balance", "FAIL"],
    ]
    cases = [line.split()[:2] for line in lines if line.startswith("  ") and "$" in line]
    assert cases == [[role, "INCONCLUSIVE"] for role in ("compute", "provider", "trainer", "validator")]


def test_a_run_that_fails_takes_the_pass_away(capsys: pytest.CaptureFixture[str]) -> None:
    first, second, third = said("property=conservation reward=divides_by_zero seeds=1", 3, capsys)
    assert first.startswith("conservation  INCONCLUSIVE")
    assert second.startswith(
        "  1 of 1 runs failed, the first as given, seed 0: PluginError: DividesByZero of training_round"
    )
    assert third.startswith("  replay  aifactory run scenario=digits ")


def test_a_run_that_kills_its_worker_takes_the_pass_away_too(capsys: pytest.CaptureFixture[str]) -> None:
    _, second, _ = said("property=conservation reward=deadly plugins=[specimens,toys] seeds=2 jobs=2", 3, capsys)
    assert second == (
        "  2 of 2 runs failed, the first as given, seed 0: its worker died each time, even alone: killed, or out of memory"
    )
