"""A court with appeals: seats 2n + 1, coherence with the final verdict, and nothing paid before it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pytest
from factory_plugin.court import Appeal, SchellingCourt, Uphold
from hypothesis import given
from hypothesis import strategies as st

from sim.durations import DAY
from sim.effects.effect import Effect
from sim.effects.judgement import Verdict
from sim.effects.money import Pay, Slash
from sim.requests import Ask, Draw
from sim.seams.dispute import DisputeView

TOKEN = 10**9
JURORS = ("a", "b", "c", "d", "e", "f", "g")
STAKES = dict.fromkeys(JURORS, 100 * TOKEN)
VIEW = DisputeView("it was copied", None, 0, JURORS, STAKES, fees=30 * TOKEN, parties=("eve", "sam"))


def hearings(*steps: tuple[str, Mapping[str, Any], Mapping[str, bool]], last: int = 2) -> list[Effect]:
    """Sit in court without a simulator. A step is who is drawn, how they vote, and who appeals."""
    case = SchellingCourt(last=last).decide(VIEW, None)
    wanted, seats = next(case), 3
    try:
        for drawn, votes, appeals in steps:
            assert wanted == Draw(seats, JURORS, STAKES)
            wanted = case.send(tuple(drawn))
            assert wanted == Ask(tuple(drawn), Uphold("it was copied"), None, 3 * DAY, None, sealed=True)
            wanted = case.send({juror: votes.get(juror) for juror in drawn})
            assert isinstance(wanted, Ask) and isinstance(wanted.question, Appeal) and wanted.who == ("eve", "sam")
            wanted = case.send({"eve": False, "sam": False} | dict(appeals))
            seats = 2 * seats + 1
    except StopIteration as end:
        return list(end.value[0])
    raise AssertionError(f"the court goes on: {wanted}")


def test_without_appeal_the_majority_shares_the_fees_and_the_minority_is_fined() -> None:
    assert hearings(("abc", {"a": True, "b": True, "c": False}, {})) == [
        Slash("c", 10 * TOKEN),
        Pay("a", 15 * TOKEN),
        Pay("b", 15 * TOKEN),
        Verdict(True),
    ]


def test_the_final_verdict_judges_the_votes_of_every_hearing() -> None:
    first = ("abc", {"a": True, "b": True, "c": False}, {"sam": True})
    second = ("abcdefg", {"a": True, "b": True, **dict.fromkeys("cdefg", False)}, {})
    assert hearings(first, second) == [
        *(Slash(juror, 10 * TOKEN) for juror in ("a", "b", "a", "b")),
        Pay("c", 10 * TOKEN),  # two of the six coherent seats
        *(Pay(juror, 5 * TOKEN) for juror in "defg"),
        Verdict(False),
    ]


def test_silence_is_incoherent_and_a_tie_rejects_the_claim() -> None:
    assert hearings(("abc", {"a": True, "b": False}, {})) == [
        Slash("a", 10 * TOKEN),
        Slash("c", 10 * TOKEN),
        Pay("b", 30 * TOKEN),
        Verdict(False),
    ]


def test_after_the_last_appeal_nobody_is_asked() -> None:
    everybody = dict.fromkeys(JURORS, True)
    once, twice = ("abc", everybody, {"sam": True}), ("abcdefg", everybody, {"sam": True})
    assert hearings(once, twice, last=1)[-1] == Verdict(True)


@given(votes=st.fixed_dictionaries({juror: st.sampled_from([True, False, None]) for juror in "abc"}))
def test_the_fees_are_paid_whole_or_nobody_was_coherent(votes: dict[str, bool | None]) -> None:
    effects = hearings(("abc", votes, {}))
    paid = [effect for effect in effects if isinstance(effect, Pay)]
    fined = [effect.account for effect in effects if isinstance(effect, Slash)]
    assert sum(pay.amount for pay in paid) in (0, 30 * TOKEN)
    assert sorted([pay.to for pay in paid] + fined) == ["a", "b", "c"]


@pytest.mark.parametrize("wrong", [{"seats": 0}, {"last": -1}, {"at_stake": -1}, {"period": 0.0}, {"notice": -1.0}])
def test_a_court_needs_seats_and_time(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="allowed:"):
        SchellingCourt(**wrong)


def test_on_the_chain_an_appeal_turns_the_verdict(record: Callable[..., Any]) -> None:
    run = record("scenario=plugged_court")
    drawn = [s.body["picked"] for s in run.facts("Drawn") if s.subject == "court"]
    assert [len(jurors) for jurors in drawn] == [3, 7]
    assert {"believers.0", "believers.1"} < set(drawn[0])
    asked = [s.body for s in run.facts("Asked") if s.body["question"]["kind"] == "Appeal"]
    assert [(a["account"], a["question"]["upheld"]) for a in asked] == [
        ("accusers.0", True),
        ("accused.0", True),
        ("accusers.0", False),
        ("accused.0", False),
    ]
    assert [s.body["winner"] for s in run.facts("Settled")] == ["accused.0"]


def test_the_coherent_are_paid_and_the_incoherent_lose_their_stake(record: Callable[..., Any]) -> None:
    run = record("scenario=plugged_court")
    paid = {f"doubters.{n}": run.paid("court/fees/0", f"doubters.{n}") for n in range(5)}
    assert sorted(map(sum, paid.values())) == [5 * TOKEN] * 4 + [10 * TOKEN]  # one of them sat in both hearings
    for juror in ("believers.0", "believers.1"):
        assert run.paid("court/fees/0", juror) == []
        assert run.paid(f"registry/stake/{juror}", "burned") == [10 * TOKEN, 10 * TOKEN]
    assert run.paid("court/guarantee/accused.0", "accused.0") == [50 * TOKEN]


def test_nothing_leaves_the_escrow_before_the_verdict_is_final(record: Callable[..., Any]) -> None:
    run = record("scenario=plugged_court")
    verdict = run.rulings("dispute")[0]
    moved = [r for r in run.tables["ledger"] if "court/" in r["payer"] or r["payer"].startswith("registry/stake/")]
    assert moved and all(row["time"] >= verdict.time for row in moved)
    escrow = {"court/fees/0": 30 * TOKEN, "court/guarantee/accused.0": 50 * TOKEN}
    for account, amount in escrow.items():
        into = [r["amount"] for r in run.tables["ledger"] if r["payee"] == account]
        out = [r["amount"] for r in run.tables["ledger"] if r["payer"] == account]
        assert sum(into) == sum(out) == amount
    assert run.balanced()


def test_without_appeal_the_first_hearing_stands(record: Callable[..., Any]) -> None:
    run = record("scenario=plugged_court", "dispute.last=0")
    assert [s.body["winner"] for s in run.facts("Settled")] == ["accusers.0"]
    assert run.paid("court/guarantee/accused.0", "accusers.0") == [50 * TOKEN]
    assert run.balanced()


def test_what_is_under_dispute_cannot_be_claimed_again(record: Callable[..., Any]) -> None:
    run = record("scenario=plugged_court", "+population.latecomers=${population.accusers}", "horizon_days=1")
    refused = [s for s in run.facts("Refused") if s.body["calls"][0][0] == "court"]
    assert [s.body["reason"] for s in refused] == [
        "accused.0 has no guarantee of 30000000000 or more that is free",
    ]


def test_fees_that_no_juror_earned_go_to_the_winner(record: Callable[..., Any]) -> None:
    run = record(
        "scenario=plugged_court", "population.believers.count=0", "population.doubters.count=0", "horizon_days=4"
    )
    assert [s.body["winner"] for s in run.facts("Settled")] == ["accused.0"]
    assert run.paid("court/fees/0", "accused.0") == [30 * TOKEN]
    assert run.balanced()
