"""What `aifactory check` prints, and with which exit code it ends."""

from __future__ import annotations

import shlex

import pytest

from experiments.cli import main

SMALL = "check scenario=digits lab=stub horizon_days=0.3 population.cheats=null plugins=[specimens]"


def said(words: str, code: int, capsys: pytest.CaptureFixture[str]) -> list[str]:
    assert main(shlex.split(f"{SMALL} {words}")) == code
    return capsys.readouterr().out.splitlines()


def test_a_pass_is_a_line_and_code_0(capsys: pytest.CaptureFixture[str]) -> None:
    (line,) = said("property=conservation seeds=2", 0, capsys)
    assert line.startswith("conservation  PASS          ")
    assert line.endswith(" entries in 2 runs")


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
    assert "no interval from 2 seeds, " in first
    assert second.startswith("  to decide  seeds=2:")
    assert second.endswith("(fresh ones: these have been looked at)")


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
