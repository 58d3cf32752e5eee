"""A statement adds up to the base unit, whoever it is about and whichever days."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from experiments.explaining.account import explain
from experiments.explaining.statement import own
from experiments.results.result import Run
from experiments.results.tables import read
from sim.durations import DAY

ONE_OF_EACH = (
    *("trainers.0", "cheats.0", "validators.0", "providers.0", "owners.0", "developers.0"),
    *("auditors.0", "savers.0", "liquidity.0", "arbitrageurs.0", "world.0"),
)


def rows(run: Run, table: str) -> list[dict[str, object]]:
    found: list[dict[str, object]] = read(run.path / f"{table}.parquet").to_pylist()
    return found


def looks(run: Run, agent: str) -> list[tuple[float, int, int]]:
    """(time, wallet and stake, stake) as the referee saw them once a day."""
    found = [row for row in rows(run, "agents") if row["account"] == agent]
    return [(row["time"], row["wallet"] + row["staked"], row["staked"]) for row in found]  # type: ignore[misc, operator]


@pytest.mark.parametrize("agent", ONE_OF_EACH)
def test_what_came_and_went_is_the_change_of_wallet_and_stake(agent: str, market: Run) -> None:
    seen = looks(market, agent)
    statement = explain(market, agent).statements["token"]
    assert (statement.after, statement.staked) == seen[-1][1:]
    assert statement.before + sum(item.amount for item in statement.items) == seen[-1][1]
    assert all(type(item.amount) is int and item.amount for item in statement.items)


@pytest.mark.parametrize("agent", ["cheats.0", "validators.0", "owners.0"])
def test_so_it_is_for_every_member_of_a_factory_that_slashes(agent: str, digits: Run) -> None:
    statement = explain(digits, agent).statements["token"]
    assert statement.before == 20_000 * 10**9
    assert statement.before + sum(item.amount for item in statement.items) == looks(digits, agent)[-1][1]


def test_parts_of_a_run_follow_one_another(market: Run) -> None:
    parts = [explain(market, "validators.0", days).statements["token"] for days in ("0..1", "1..1.75", "1.75..9")]
    whole = explain(market, "validators.0").statements["token"]
    assert [part.before for part in parts] == [whole.before, parts[0].after, parts[1].after]
    assert parts[-1].after == whole.after
    assert sum(part.change for part in parts) == whole.change
    assert {item.why for part in parts for item in part.items} == {item.why for item in whole.items}


def test_dollars_add_up_as_tokens_do(market: Run) -> None:
    statement = explain(market, "trainers.0").statements["usd"]
    held = sum(
        int(str(row["amount"])) * (own(str(row["payee"]), "trainers.0") - own(str(row["payer"]), "trainers.0"))
        for row in rows(market, "ledger")
        if row["asset"] == "usd"
    )
    assert statement.before + sum(item.amount for item in statement.items) == statement.after == held


def test_every_entry_that_changes_the_sum_is_in_one_item(market: Run) -> None:
    """Between wallet and stake nothing comes or goes."""
    statement = explain(market, "trainers.0").statements["token"]
    named = [number for item in statement.items for number in item.entries]
    mine = [
        row["entry"]
        for row in rows(market, "ledger")
        if row["asset"] == "token"
        and own(str(row["payer"]), "trainers.0") != own(str(row["payee"]), "trainers.0")
        and row["block"] != 0
    ]
    assert sorted(named) == mine
    assert statement.moved == 114_286 * 10**9


@pytest.mark.parametrize(
    ("agent", "run", "why"),
    [
        ("trainers.0", "market", {"rewards for its updates", "sold for dollars", "fees of its transactions"}),
        ("validators.0", "digits", {"for scoring updates", "for repeating the work of others, to check it"}),
        ("providers.0", "market", {"for its data, on which others trained", "dividends on the tokens that it holds"}),
        ("owners.0", "market", {"for jobs that ran on its machines"}),
        ("auditors.0", "market", {"for audits"}),
        ("developers.0", "market", {"for audits of its models", "its part of what users paid for models"}),
        ("cheats.0", "digits", {"slashed from its stake", "fees of its transactions"}),
    ],
)
def test_reasons_are_told_in_words(agent: str, run: str, why: set[str], request: pytest.FixtureRequest) -> None:
    assert why <= {item.why for item in explain(request.getfixturevalue(run), agent).statements["token"].items}


def test_dollars_come_from_what_was_sold_and_go_outside(market: Run) -> None:
    reasons = {item.why for item in explain(market, "trainers.0").statements["usd"].items}
    assert reasons == {"for tokens that it sold", "taken out of the factory: bills, and what it takes home"}
    assert {item.why for item in explain(market, "world.0").statements["usd"].items} == {
        "brought in from outside",
        "for answers of models",
    }


@pytest.mark.parametrize(
    ("account", "is_own"),
    [
        ("trainers.1", True),
        ("registry/stake/trainers.1", True),
        ("trainers.10", False),
        ("registry/stake/trainers.10", False),
        ("audit/vesting/3.0/trainers.1", False),
        ("lending/collateral/trainers.1", False),
    ],
)
def test_wallet_and_stakes_are_its_own_and_what_is_put_elsewhere_is_not(account: str, is_own: bool) -> None:
    assert own(account, "trainers.1") is is_own


def rounds_of(items: Iterable[object], why: str) -> tuple[int, ...]:
    return next(item.rounds for item in items if item.why == why)  # type: ignore[attr-defined, no-any-return]


def test_what_a_round_paid_is_traced_to_it(digits: Run) -> None:
    settled = [row["round"] for row in rows(digits, "rounds")]
    items = explain(digits, "validators.0").statements["token"].items
    assert rounds_of(items, "fees of its transactions") == ()
    assert list(rounds_of(items, "for scoring updates")) == settled
    first = explain(digits, "validators.0", f"0..{float(str(rows(digits, 'rounds')[0]['time'])) / DAY + 0.01:.3f}")
    assert rounds_of(first.statements["token"].items, "for scoring updates") == (0,)


def test_what_was_sold_in_the_course_of_a_round_is_not_traced_to_it(market: Run) -> None:
    assert rounds_of(explain(market, "trainers.0").statements["usd"].items, "for tokens that it sold") == ()
