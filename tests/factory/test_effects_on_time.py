"""Seals, timers and windows of a contract, from being set to being taken back."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sim.chain.contract import Contract, timer
from sim.effects.effect import Effect
from sim.effects.privacy import Seal, Unseal
from sim.effects.timing import Cancel, CloseWindow, OpenWindow, Schedule
from tests.factory.conftest import Play
from tests.golden.tracer import tracer


@dataclass
class Stage(Contract):
    """Seals a number at genesis, publishes it after a minute, and tries again; calls a second act off after half of one."""

    def open(self) -> None:
        self.seen = self.host.table("seen")

    def begin(self) -> Iterable[Effect]:
        return (
            Seal("number", 7),
            OpenWindow("act", 12.0, 600.0),
            Schedule(24.0, "look", "before"),
            Schedule(36.0, "off"),
            Schedule(48.0, "look", "after"),
            Schedule(60.0, "show"),
            Schedule(72.0, "second act"),
            Schedule(84.0, "show"),
        )

    @timer("look")
    def look(self, key: str) -> Iterable[Effect]:
        self.seen[key] = (self.host.is_open("act"), self.host.sealed("number"))
        return ()

    @timer("off")
    def off(self, key: str) -> Iterable[Effect]:
        return (Cancel("second act"), CloseWindow("act"))

    @timer("second act")
    def second_act(self, key: str) -> Iterable[Effect]:
        self.seen["second act"] = True
        return ()

    @timer("show")
    def show(self, key: str) -> Iterable[Effect]:
        return (Unseal("number"), Schedule(96.0, "show again"))

    @timer("show again")
    def show_again(self, key: str) -> Iterable[Effect]:
        return (Unseal("number"),)


@dataclass
class Sealer(Contract):
    """Seals two values under one key."""

    def begin(self) -> Iterable[Effect]:
        return (Seal("number", 1), Seal("number", 2))


def test_windows_close_early_and_timers_are_called_off(play: Play) -> None:
    stage = play(tracer(contracts={"stage": Stage()})).factory.chain.contracts["stage"]
    assert dict(stage.published()["seen"]) == {"before": (True, 7), "after": (False, 7)}


def test_a_timer_that_is_set_again_moves(play: Play) -> None:
    """`show` was set for 60 s and then for 84 s: it runs once."""
    elapsed = play(tracer(contracts={"stage": Stage()})).facts("Elapsed", "stage")
    assert [(fact.time, fact.body["timer"]) for fact in elapsed] == [
        (24.0, "look:before"),
        (36.0, "off:"),
        (48.0, "look:after"),
        (84.0, "show:"),
        (96.0, "show again:"),
    ]


def test_a_seal_is_broken_once_and_what_was_in_it_stands_on_the_record(play: Play) -> None:
    played = play(tracer(contracts={"stage": Stage()}))
    assert [(f.time, f.body) for f in played.facts("Unsealed")] == [(84.0, {"key": "stage/number", "value": 7})]
    assert played.refusals("stage") == ["nothing is sealed under stage/number"]


def test_a_seal_is_not_replaced_and_the_list_it_stands_in_is_refused_whole(play: Play) -> None:
    played = play(tracer(contracts={"sealer": Sealer()}))
    assert played.refusals("sealer") == ["sealer/number is sealed already"]


def test_what_is_sealed_is_on_no_record_before_it_is_unsealed(play: Play) -> None:
    played = play(tracer(contracts={"stage": Stage(), "sealer": Sealer()}))
    seals = [
        effect
        for kind in ("Acted", "Refused")
        for subject in ("stage", "sealer")
        for fact in played.facts(kind, subject)
        for effect in fact.body.get("effects") or [effect for _, effect in fact.body["calls"]]
        if effect["kind"] == "Seal"
    ]
    assert seals == [{"kind": "Seal", "key": "number", "value": None}] * 3
