"""Every payout of a run leads to where its money began and to the data behind it, and every data set to what it earned."""

from __future__ import annotations

from collections import Counter, defaultdict
from pathlib import Path

import pytest

from experiments.cli import main
from experiments.running.run import run
from experiments.tracing.earnings import Earnings
from experiments.tracing.payout import Payout, Payouts
from experiments.tracing.sources import BEGINNINGS
from experiments.verification.verify import opened

RUNS = {
    "default": ["horizon_days=3", "settle_days=1"],
    "digits": ["horizon_days=1", "settle_days=0"],
    "market": ["horizon_days=2.2"],
    "consent": ["horizon_days=1.1"],
    "bounty": ["horizon_days=3"],
    "compute_only": ["horizon_days=2"],
    "court": ["horizon_days=3"],
}
ENDS = {
    "default": {"endowment", "emission", "bridge", "paid", "exchanged"},
    "digits": {"endowment"},
    "market": {"endowment", "bridge", "paid"},
    "consent": {"endowment"},
    "bounty": {"endowment", "paid"},
    "compute_only": {"endowment", "paid", "bond"},
    "court": {"endowment", "paid", "bond"},
}
"""Where money begins in each: what the treasury had at genesis, what was issued since, what users, requesters and renters
paid, stakes, and what was brought in over a bridge or exchanged."""


@pytest.fixture(scope="module", params=RUNS)
def scenario(request: pytest.FixtureRequest) -> str:
    name: str = request.param
    return name


@pytest.fixture(scope="module")
def folder(scenario: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = f"out={tmp_path_factory.mktemp(scenario) / 'run'}"
    return run([f"scenario={scenario}", "lab=stub", *RUNS[scenario], out]).path


@pytest.fixture(scope="module")
def payouts(folder: Path) -> Payouts:
    return Payouts(opened(folder))


def ends(payout: Payout) -> set[str]:
    return {end.kind for source in payout.sources for end in source.beginnings()}


def test_every_payout_ends_where_money_begins(scenario: str, payouts: Payouts) -> None:
    """A step that led to nobody, or to somebody who had taken nothing in, would be an end that is no beginning."""
    found = set[str]()
    for number in payouts.numbers:
        payout = payouts.payout(number)
        assert ends(payout) and ends(payout) <= set(BEGINNINGS), f"entry {number} of {payout.entry.payer}"
        found |= ends(payout)
    assert len(payouts.numbers) > 60
    assert found == ENDS[scenario]


def test_all_that_a_payer_took_in_is_accounted_for(payouts: Payouts) -> None:
    """Who pays has taken in at least that, and what its sources add up to is what the ledger says that it took in."""
    taken = defaultdict[tuple[str, str], int](int)
    paying = set(payouts.numbers)
    for entry in payouts.sources.entries:
        if entry.number in paying and entry.payer != "issuance":
            sources = payouts.payout(entry.number).sources
            if sources[0].kind == "exchanged":
                continue
            assert sum(source.amount for source in sources) == taken[entry.payer, entry.asset] >= entry.amount
        taken[entry.payee, entry.asset] += entry.amount


def test_what_users_paid_leads_to_updates_jobs_and_data(scenario: str, payouts: Payouts) -> None:
    """Every version whose fees are behind a payout was made by rounds, every accepted update in them by a job on a data set
    that somebody offered."""
    reached = Counter[str]()
    for number in payouts.numbers:
        for version in payouts.payout(number).sold:
            accepted = [work for work in version.works if work.accepted]
            assert version.requests > 0 and len({work.round for work in accepted}) == len(version.rounds) >= 4
            for work in accepted:
                assert work.update and (work.trainer, work.job) in payouts.told.jobs
                assert payouts.rounds.data[work.data].body["provider"] == work.provider
            reached[payouts.payout(number).entry.payer.partition("/")[0]] += 1
    sold = {"default": {"training_round", "dividend", "model_market"}, "market": {"model_market"}}
    assert set(reached) == sold.get(scenario, set())


def test_what_a_round_paid_a_trainer_leads_to_its_own_job_and_data(scenario: str, payouts: Payouts) -> None:
    trainers = {a for a, role in payouts.told.disk.rows("truth", "account", "role") if role == "trainer"}
    traced = 0
    for number in payouts.numbers:
        entry = payouts.sources.entries[number]
        if entry.payee in trainers and entry.payer.startswith("training_round/"):
            made = payouts.rounds.behind(entry.payer, payouts.payout(number).causes)
            (work,) = (work for work in made.works if work.trainer == entry.payee) if made else ()
            assert work.accepted and work.update and work.data in payouts.rounds.data
            traced += 1
    assert traced > 20 or scenario == "compute_only"


def test_what_rounds_pay_for_data_is_what_data_sets_earn(scenario: str, payouts: Payouts) -> None:
    """To the base unit, provider by provider; and each data set earns in the proportion of its uses."""
    paid, earned = Counter[str](), Counter[str]()
    providers = {fact.body["provider"] for fact in payouts.rounds.data.values()}
    for number in payouts.numbers:
        entry = payouts.sources.entries[number]
        if entry.payee in providers and entry.payer.startswith("training_round/"):
            paid[entry.payee] += entry.amount
    for data, parts in Earnings(payouts).parts.items():
        for part in parts:
            if part.what.startswith("for uses in round "):
                earned[payouts.rounds.data[data].body["provider"]] += part.amount
    assert earned == paid
    assert (sum(paid.values()) > 0) == (scenario not in ("compute_only",))


@pytest.mark.parametrize("scenario", ["default"], indirect=True)
def test_a_payout_and_a_data_set_are_told(folder: Path, payouts: Payouts, capsys: pytest.CaptureFixture[str]) -> None:
    """The last that a trainer got: its round, and then the way of the money to the users of a version and to who made it."""
    entries = payouts.sources.entries
    last = max(
        n for n in payouts.numbers if entries[n].payer == "training_round/pot" and "trainers" in entries[n].payee
    )
    assert main(["trace", str(folder), str(last)]) == 0
    told = capsys.readouterr().out
    for line in (
        "money: what training_round/pot had taken in until then\n  100.0%  ",
        " token  from treasury\n",
        " token  from model_market\n      100.0%  ",
        " token  from exchange, for usd\n        100.0%  ",
        " usd  from model_market/fees/1\n          100.0%  ",
        " usd  paid by world.0 (Experience, Purchase)\n",
        " token  endowment, issued at genesis\n",
        " token  emission, issued since\n",
        "version 1: model ",
        " updates of 20 trainers, ",
    ):
        assert line in told
    data = max(payouts.rounds.data, key=lambda key: len(Earnings(payouts).parts.get(key, ())))
    assert main(["trace", str(folder), data]) == 0
    said = capsys.readouterr().out
    assert said.startswith(f"data {data}: ") and " token  for uses in round " in said and "  earned " in said
    assert main(["trace", str(folder), "nothing"]) == 2
    assert "WHAT=nothing: neither the number of a ledger entry nor the key of a data set" in capsys.readouterr().err
