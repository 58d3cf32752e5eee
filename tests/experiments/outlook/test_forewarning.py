"""Before a run: times that do not go together are said, and forbid nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from experiments.building.blueprint import blueprint
from experiments.cli import main
from experiments.composing.compose import composed
from experiments.outlook.forewarning import forewarnings
from experiments.running.run import run


def said(*overrides: str) -> tuple[str, ...]:
    return forewarnings(blueprint(composed(["scenario=digits", *overrides])))


def test_a_horizon_of_three_unbondings_is_enough() -> None:
    assert said("horizon_days=21") == ()
    assert said("horizon_days=20.9") == (
        "horizon_days=20.9 is under 3 times the 7 days that stakes of registry take to unbond",
    )
    assert said("horizon_days=20", "staking=time_locked") == (
        "horizon_days=20 is under 3 times the 7 days that stakes of registry take to unbond",
    )


def test_a_horizon_of_five_cycles_of_government_is_enough() -> None:
    # A day until the vote, three days of votes, two days until it takes effect: five times that are 30 days.
    cycle = ("contracts.governor.delay=86400", "governance.period=259200", "contracts.governor.timelock=172800")
    dao = ("scenario=dao", *cycle)
    assert said(*dao, "horizon_days=30") == ()
    assert said(*dao, "horizon_days=29") == (
        "horizon_days=29 is under 5 cycles of governor, which are of 6 days: delay 1, vote 3, timelock 2",
    )


def test_a_run_within_its_burn_in_counts_all_its_days() -> None:
    assert "horizon_days=5 is not longer than burn_in_days=5: metrics count all days" in said(
        "horizon_days=5", "burn_in_days=5"
    )
    assert not any("burn_in" in line for line in said("horizon_days=30", "burn_in_days=5"))


def test_stakes_are_to_be_there_until_an_offence_is_found_and_decided() -> None:
    # A round every 6 hours and 1.5 hours of checks are .3125 days.
    assert said("horizon_days=30", "staking.unbonding=27000") == ()
    assert said("horizon_days=30", "staking.unbonding=26999") == (
        "stakes of registry unbond in 0.312 days, less than detection (0.312) plus dispute (0): "
        "whoever leaves at once is not made to answer",
    )


def test_a_court_takes_its_time_too() -> None:
    # Three hearings of a day, and half a day twice to appeal: 4 days, and .3125 for the rounds.
    court = ("scenario=court", "horizon_days=60", "dispute.period=86400", "dispute.notice=43200")
    assert said(*court, "staking.unbonding=373000") == ()
    assert said(*court, "staking.unbonding=345600") == (
        "stakes of registry unbond in 4 days, less than detection (0.312) plus dispute (4): "
        "whoever leaves at once is not made to answer",
    )


def test_a_run_gives_its_warnings_with_its_result(tmp_path: Path) -> None:
    finished = run(["scenario=digits", "lab=stub", "horizon_days=0.1", f"out={tmp_path / 'short'}"])
    assert finished.forewarnings == (
        "horizon_days=0.1 is under 3 times the 7 days that stakes of registry take to unbond",
    )


def test_the_command_says_them_on_stderr(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["run", "scenario=digits", "lab=stub", "horizon_days=0.1", f"out={tmp_path / 'short'}"]) == 0
    lines = [line for line in capsys.readouterr().err.splitlines() if line.startswith("warning: ")]
    assert lines == ["warning: horizon_days=0.1 is under 3 times the 7 days that stakes of registry take to unbond"]
