"""What is not of the declared kind is not sent: the run ends with one error that names who tried, what, and the field."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields
from typing import Any, get_type_hints

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from agents.behaviours.deviation import Deviation
from agents.behaviours.holder.honest import Honest
from sim.chain.errors import PluginError
from sim.effects.effect import Effect
from sim.effects.invoke import Invoke
from sim.effects.law import SetParameter
from sim.effects.money import Pay, Slash
from sim.factory import Factory
from sim.facts import Fact
from sim.messages.court import Statement
from sim.messages.data_market import Licence
from sim.messages.governor import Propose
from sim.messages.message import Bundle, Message, To
from sim.messages.pact import Promise
from sim.messages.registry import Joined, Leave
from sim.messages.training_round import Report, RoundOpened
from sim.messages.treasury import Requisition
from sim.view import View
from tests.factory.test_any_message import BY_NAME, BY_TYPE, kinds
from tests.factory.test_governor import holders, state
from tests.golden.tracer import HONEST, group, tracer

OF_NO_KIND = (b"bytes", np.float32(1), np.int64(1), [1], {"a": 1}, object())
WRONG: dict[Any, tuple[Any, ...]] = {
    int: (None, True, 1.0, float("nan"), "1", (), 2**255, -(10**400), *OF_NO_KIND),
    bool: (None, "yes", 2.0, (), *OF_NO_KIND),
    float: (None, True, "1", (), 2**255, 10**400, b"bytes", [1], object()),
    str: (None, True, 1, 1.0, (), *OF_NO_KIND),
    tuple[Effect, ...]: (None, 1, "text", (1,), (Leave(),), *OF_NO_KIND),
    tuple[str, ...]: (None, 1, "text", (1,), ("ann", 1), *OF_NO_KIND),
    tuple[tuple[str, int], ...]: (
        None,
        1,
        "text",
        (1,),
        (("ann",),),
        (("ann", "1"),),
        ((1, 1),),
        (("ann", 2**255),),
        *OF_NO_KIND,
    ),
    Statement: (None, 1, "text", (), *OF_NO_KIND),
    Licence: (None, 1, "text", (), *OF_NO_KIND),
}
"""By the declared kind of a field, what it cannot be."""


@dataclass(frozen=True)
class Says(Deviation):
    """Makes a message when it has joined, and sends it."""

    make: Callable[[], Any]

    @property
    def listens(self) -> frozenset[type[Fact]]:
        return frozenset({Joined})

    def react(self, view: View, fact: Fact) -> Any:
        mine = isinstance(fact, Joined) and fact.account == view.account
        return (self.make(),) if mine else ()


def said(make: Callable[[], Any]) -> Factory:
    return Factory(tracer(hours=0.01, trainers=group("trainer", Says(make, inner=HONEST["trainer"]))))


@st.composite
def ill_typed(draw: st.DrawFn) -> tuple[type[Message], str, dict[str, Any]]:
    """A kind of message, one of its fields, and values of which that field's is wrong and all others are fine."""
    places = [(k, f.name) for k in kinds() for f in fields(k) if get_type_hints(k)[f.name] in WRONG]
    kind, name = draw(st.sampled_from(places))
    hints = get_type_hints(kind)
    fine = {f.name: BY_NAME[f.name] if f.name in BY_NAME else BY_TYPE[hints[f.name]] for f in fields(kind)}
    return (
        kind,
        name,
        {field: draw(some) for field, some in {**fine, name: st.sampled_from(WRONG[hints[name]])}.items()},
    )


def test_every_declared_kind_is_tried() -> None:
    hints = {hint for kind in kinds() for name, hint in get_type_hints(kind).items() if name != "to"}
    assert hints - WRONG.keys() == {Any}


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(wrong=ill_typed(), wrap=st.sampled_from(("alone", "to", "bundle")))
def test_the_sender_and_the_field_are_named(wrong: tuple[type[Message], str, dict[str, Any]], wrap: str) -> None:
    kind, name, values = wrong

    def make() -> Message | To:
        message = kind(**values)
        if wrap == "to":
            return To("casino", message)
        return Bundle((Leave(), message)) if wrap == "bundle" else message

    with pytest.raises(PluginError, match=rf"of trainers\.0 failed at 12\.000 s: TypeError: {kind.__name__}\.{name}="):
        said(make).run()


@pytest.mark.parametrize(
    "make",
    [
        lambda: Report(0, (("trainers.0", 10**400),)),  # no weight of Yuma's can be made of it
        lambda: Promise("ann", 1, Statement("registry", "members", "ann", "role", "trainer"), 10**400),  # nor a time
    ],
)
def test_a_number_that_no_arithmetic_can_take_is_its_senders_fault(make: Callable[[], Message]) -> None:
    """And not that of the rule or the contract which would break on it."""
    with pytest.raises(
        PluginError, match=r"of trainers\.0 failed at 12\.000 s: TypeError: .*, with whole numbers below 2"
    ):
        said(make).run()


ODD: dict[str, Callable[[], Any]] = {
    "no message": lambda: 7,
    "nothing": lambda: None,
    "a kind of message": lambda: Leave,
    "a bundle of numbers": lambda: Bundle((7,)),  # type: ignore[arg-type]
    "a bundle of nothing": lambda: Bundle(()),
    "a bundle that is none": lambda: Bundle(7),  # type: ignore[arg-type]
    "a number for somebody": lambda: To("registry", 7),  # type: ignore[arg-type]
    "a message for a number": lambda: To(7, Leave()),  # type: ignore[arg-type]
    "a bundle in a bundle": lambda: Bundle((Bundle((Leave(),)),)),
    "a fact": lambda: Joined("trainers.0", "trainer", 1),
}


@pytest.mark.parametrize("odd", ODD)
def test_what_is_no_message_is_its_senders_fault_or_is_refused(odd: str) -> None:
    factory = said(ODD[odd])
    try:
        factory.run()
    except PluginError as error:
        assert " of trainers.0 failed at 12.000 s: " in str(error)
    else:
        kinds = [
            row["kind"] for row in factory.recorder.tables()["facts"].to_pylist() if row["subject"] == "trainers.0"
        ]
        assert kinds == ["Included", "Refused"]


FUNDS = Invoke("treasury", Requisition(5, "governor"))
ILL: dict[str, Callable[[], Effect]] = {
    "a part of a base unit": lambda: Pay("owners.0", 1.5),  # type: ignore[arg-type]
    "a truth for an amount": lambda: Pay("owners.0", True),
    "to nobody": lambda: Pay(None, 1),  # type: ignore[arg-type]
    "to a list": lambda: Pay(["owners.0"], 1),  # type: ignore[arg-type]
    "of no asset": lambda: Pay("owners.0", 1, None),  # type: ignore[arg-type]
    "an account that is a number": lambda: Slash(7, 1),  # type: ignore[arg-type]
    "a message with a text for an amount": lambda: Invoke("treasury", Requisition("5", "governor")),  # type: ignore[arg-type]
    "a message to nobody": lambda: Invoke("treasury", Requisition(5, None)),  # type: ignore[arg-type]
    "no message": lambda: Invoke("treasury", 7),  # type: ignore[arg-type]
    "a contract that is a list": lambda: Invoke(["treasury"], Leave()),  # type: ignore[arg-type]
    "a parameter that is a number": lambda: SetParameter("training_round", "verification", 7, 1),  # type: ignore[arg-type]
}


@dataclass(frozen=True)
class Demands(Honest):
    """Proposes that the governor draw five base units and then do one thing more, and says yes to everything."""

    make: Callable[[], Effect] = Leave  # type: ignore[assignment]

    @property
    def listens(self) -> frozenset[type[Fact]]:
        return frozenset({RoundOpened})

    def react(self, view: View, fact: Fact) -> Any:
        return (Propose((FUNDS, self.make())),) if isinstance(fact, RoundOpened) else ()

    def answer(self, view: Any, asked: Any) -> bool:
        return True


@pytest.mark.parametrize("ill", ILL)
def test_a_proposal_of_what_is_ill_typed_is_its_proposers_fault(ill: str) -> None:
    """However deep in a message it lies: once it is enacted, nobody could say any more whose it was."""
    factory = Factory(state(ann=holders(Demands(make=ILL[ill]))))
    with pytest.raises(PluginError, match=r" of ann\.0 failed at 120\.000 s: TypeError: \w+\.\w+=.*; allowed: "):
        factory.run()
