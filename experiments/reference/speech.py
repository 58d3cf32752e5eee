"""The pages about what is said: messages, facts, and what a rule may ask for."""

from __future__ import annotations

from itertools import groupby

from experiments.reference.markdown import code, codes, fields, page
from experiments.reference.members import classes, rows, text
from sim.chain.contract import Contract
from sim.facts import Fact
from sim.messages.host import Answer, Asked, Delivery, Ordered
from sim.messages.message import Message
from sim.requests import Ask, Draw, Kind, Source, Work

PARTS = "It has no address of its own; its parts have theirs."
REACH = """
A question is any frozen value; its class belongs to the rule that asks it. A player receives it as the fact `Asked` and
replies with the message `Answer`; work comes as `Ordered` and goes back as `Delivery`. Both go to the contract `host`, which
closes the question when all answers are in or time is up.
"""


def messages() -> str:
    """What an account can say, and to whom."""
    about = """
    A message travels in a transaction and takes effect in a block, or is refused there with a reason. Any account
    may send any message: the contract decides what it is worth. `To(contract, message)` addresses another contract
    than the usual one. A contract that is asked to handle a message which it does not accept refuses it.
    """
    parts = []
    for module, group in groupby(classes(Message), key=lambda cls: cls.__module__):
        parts.append(f"## {code(module)}")
        parts += [_message(cls) for cls in group]
    return page("Messages", about, *parts)


def acceptors(kind: type[Message]) -> list[str]:
    """Contracts that have a handler for this kind of message, by name."""
    return sorted(f"{cls.__module__}.{cls.__name__}" for cls in classes(Contract) if kind in cls.handlers())


def _message(cls: type[Message]) -> str:
    address = f"Usual address: {code(cls.to)}. Accepted by: {codes(acceptors(cls))}." if cls.to else PARTS
    return "\n\n".join(filter(None, [f"### {cls.__name__}", text(cls), address, fields(rows(cls))]))


def facts() -> str:
    """What can stand on the record."""
    about = """
    A fact is a row of the table `facts`: its number, time, block, kind, subject, the number of the fact that caused
    it (-1: none) and its fields as JSON. A public fact reaches every player that listens for its kind; an addressed
    one reaches the account that it names. Both are on the record, which is public.
    """
    parts = []
    for module, group in groupby(classes(Fact), key=lambda cls: cls.__module__):
        parts.append(f"## {code(module)}")
        for cls in group:
            reach = "Addressed to `account`." if cls.addressed else "Public."
            said = f"{text(cls)} {reach}".strip()
            parts += [f"### {cls.__name__}", said, fields(rows(cls))]
    return page("Facts", about, *parts)


def requests() -> str:
    """What a rule may yield, and how it reaches whoever is to answer."""
    about = """
    A rule that must learn something before it can decide is a generator: it yields one of these, or a tuple of them
    that are answered together, and is resumed with the answer. A test drives it with `send()`.
    """
    parts = []
    for cls in (Ask, Work, Draw):
        parts += [f"## {cls.__name__}", text(cls), fields(rows(cls))]
    for enum in (Kind, Source):
        values = ", ".join(f"{code(member.value)}" for member in enum)
        parts += [f"### {enum.__name__}", f"{text(enum)} One of {values}."]
    parts.append("## How a request reaches a player")
    parts.append(" ".join(REACH.split()))
    for said in (Asked, Answer, Ordered, Delivery):
        parts += [f"### {said.__name__}", text(said), fields(rows(said))]
    return page("Requests and questions", about, *parts)
