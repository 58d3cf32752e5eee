"""The scenario with a market: it is verified, its demand is of the size it should be, and its fees can be followed."""

from __future__ import annotations

from pathlib import Path

import pytest

from experiments.cli import main
from experiments.results.result import Run
from experiments.running.run import run
from experiments.verification.verify import verify


@pytest.fixture(scope="module")
def finished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return run(["scenario=market", "horizon_days=2.6", f"out={tmp_path_factory.mktemp('market') / 'run'}"]).path


def test_the_record_holds(finished: Path) -> None:
    assert verify(finished) is None


def test_every_kind_of_contributor_can_follow_its_fee_to_jobs_and_data(
    finished: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ledger = Run(finished).table("ledger")
    fees = ledger[ledger.payer == "model_market/fees/2"]
    told = {}
    for account in ("trainers.0", "providers.0", "owners.0", "validators.0", "developers.0"):
        entry = int(fees[fees.payee == account].entry.iloc[0])
        assert main(["trace", str(finished), str(entry)]) == 0
        told[account] = capsys.readouterr().out
        assert "version 2: model " in told[account] and "by rounds 0, 1, 2, 3, 4, 5, 6, 7" in told[account]
        assert "fees divided: " in told[account] and "certificate 2: 0." in told[account]
    for account in ("trainers.0", "providers.0", "owners.0"):
        assert "round 7: job " in told[account] and " on data " in told[account] and ", update " in told[account]
    assert "of trainers.0 on data" in told["trainers.0"] and " of providers.0, update" in told["providers.0"]
    assert "reported on rounds 0, 1, 2, 3, 4, 5, 6, 7" in told["validators.0"]


def test_a_day_of_demand_is_worth_about_470_dollars(finished: Path) -> None:
    """60,000 x .391 x $.02 = $470 at v = 1; the second day's versions are certified at nearly that."""
    usage = Run(finished).table("usage")
    day = usage[(usage.time >= 86_400 * 1.5) & (usage.time < 86_400 * 2.5)]
    ours = day[day.version > 0]
    assert ours.requests.sum() / day.requests.sum() == pytest.approx(0.391, abs=0.04)
    assert ours.fees.sum() / 1e9 == pytest.approx(470, rel=0.1)
    assert (ours.perceived - ours.accuracy).abs().max() < 0.06
