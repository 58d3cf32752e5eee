"""The pages about the law: effects, rule families, contracts."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from itertools import groupby
from typing import Any

from experiments.building.blueprint import seam
from experiments.commands.listing import about as one_line
from experiments.composing.catalogue import Catalogue
from experiments.composing.schema import FAMILIES
from experiments.reference.markdown import code, codes, fields, page, table
from experiments.reference.members import classes, rows, text
from sim.chain.authority import RESERVED
from sim.chain.contract import Contract
from sim.effects.effect import Effect

CATALOGUE = Catalogue()


def effects() -> str:
    """What law can do, and whose hands it is in."""
    about = """
    An effect is the only way in which law changes anything. It names no source of money: what it pays comes out of
    the purse of the contract that asked, or from the sender of the message that is being handled. A list is applied
    whole or not at all. A rule may emit what its family lists (governance, which carries what was voted on, may emit
    every effect); a contract may use every effect but the reserved ones, which its class must list in `powers`.
    """
    parts = []
    for module, group in groupby(classes(Effect), key=lambda cls: cls.__module__):
        parts.append(f"## {code(module)}")
        for cls in group:
            by = f"Families that may emit it: {codes(family for family in FAMILIES if _may(family, cls))}."
            reserved = " Reserved: only for contracts with that power." if cls in RESERVED else ""
            parts += [f"### {cls.__name__}", text(cls), by + reserved, fields(rows(cls))]
    return page("Effects", about, *parts)


def _may(family: str, effect: type[Effect]) -> bool:
    return any(issubclass(effect, kind) and kind is not Effect for kind in seam(family).emits)


def families() -> str:
    """Every seam of judgement: what is shown, what may be done, who asks, and which rules there are."""
    about = """
    A rule is a frozen dataclass with one method, `decide(view, state)`, that returns `(effects, state)`. Its family
    says what it is shown and which effects it may emit. A family that no contract asks is a seam without a use yet:
    its rules run as soon as a contract of yours lists it in `asks`.
    """
    return page("Rule families", about, *(part for family in FAMILIES for part in _family(family)))


def _family(family: str) -> Iterator[str]:
    base, module = seam(family), import_module(f"sim.seams.{family}")
    view = getattr(module, f"{family.capitalize()}View")
    asked = [cls.__name__ for cls in classes(Contract) if family in cls.asks]
    may = [f"{cls.__name__} (if a rule is given)" for cls in classes(Contract) if family in cls.may_ask]
    kinds = sorted(kind.__name__ for kind in base.emits)
    emits = "every effect" if base.emits == frozenset({Effect}) else codes(kinds)
    yield f"## {family}"
    yield (module.__doc__ or "").strip().split("\n")[0]
    yield f"Asked by: {', '.join([*asked, *may]) or 'no contract yet'}. May emit: {emits}."
    yield f"`{view.__name__}`: {text(view)}"
    yield fields(rows(view))
    named = [(code(name), one_line(CATALOGUE, family, name)) for name in CATALOGUE.names(family)]
    yield table(("rule", ""), named)


def contracts() -> str:
    """What each contract accepts, asks, and can be told by a config."""
    about = """
    A contract has custody of money, keeps order and deadlines, and asks rules for judgement. A scenario lists the
    contracts that it wants; none is mandatory.
    """
    return page("Contracts", about, *(part for cls in classes(Contract) for part in _contract(cls)))


def _contract(cls: type[Contract]) -> Iterator[str]:
    yield f"## {cls.__name__}"
    yield f"{code(f'{cls.__module__}.{cls.__name__}')}. {text(cls)}"
    yield table(("", ""), list(_traits(cls)))
    yield fields(rows(cls))


def _traits(cls: type[Contract]) -> Iterator[tuple[str, str]]:
    listed: list[tuple[str, list[Any]]] = [
        ("accepts", sorted(kind.__name__ for kind in cls.handlers())),
        ("timers", sorted(cls.timers())),
        ("asks", list(cls.asks)),
        ("may ask", list(cls.may_ask)),
        ("powers", sorted(kind.__name__ for kind in cls.powers)),
    ]
    yield from ((name, codes(found)) for name, found in listed if found)
    if cls.keeps_stakes:
        yield "keeps stakes", "yes"
