"""The page: plots first, then the tables behind them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from experiments.metrics.declared import METRICS
from experiments.metrics.detection import onsets
from experiments.metrics.evidence import Evidence
from experiments.metrics.livelihood import livelihood
from experiments.metrics.marks import by_behaviour
from experiments.metrics.metric import Value
from experiments.metrics.net import gained, nets
from experiments.metrics.quality import accuracy_error
from experiments.metrics.surplus import surplus
from experiments.report.balances import balances
from experiments.report.bounties import BOUNTIES, bounties
from experiments.report.cast import Cast
from experiments.report.cluster import cluster
from experiments.report.culprits import culprits
from experiments.report.dollars import statement
from experiments.report.earnings import bills, earned, earnings
from experiments.report.figures import figures
from experiments.report.flows import flows
from experiments.report.footer import footer
from experiments.report.further import FIGURES, further
from experiments.report.futures import futures
from experiments.report.gains import Other, gains
from experiments.report.headline import headline
from experiments.report.interventions import interventions
from experiments.report.leases import LEASES, leases
from experiments.report.living import living
from experiments.report.market import market
from experiments.report.markup import Html, element, paragraph
from experiments.report.movement import Movement
from experiments.report.offences import KINDS, Offence, offences
from experiments.report.palette import colours
from experiments.report.prices import prices
from experiments.report.profits import profits
from experiments.report.quality import quality
from experiments.report.record import Record
from experiments.report.takeover import takeover
from experiments.report.votes import VOTING, votes
from experiments.report.wording import counted, days
from sim.durations import DAY
from sim.world.worlds import MAIN

NAME = "report.html"
STYLE = Path(__file__).with_name("style.css")


def render(record: Record, others: Sequence[Other] = ()) -> str:
    """One self-contained HTML page, readable as XML: no script, nothing to load. `others` are runs to hold it against."""
    return page(sections(record, others), record)


def page(drawn: Sequence[Html], record: Record) -> str:
    """A page of sections that were drawn, with what made it at its foot."""
    return sheet(f"{record.scenario}, seed {record.seed}", [*drawn, footer(record)])


def sheet(title: str, parts: Sequence[Html]) -> str:
    """A self-contained page, readable as XML."""
    head = element(
        "head",
        Html('<meta charset="utf-8"/><meta name="viewport" content="width=device-width"/>'),
        element("title", title),
        element("style", Html(STYLE.read_text("utf-8"))),
    )
    body = element("body", element("main", *parts))
    return f"<!DOCTYPE html>\n{element('html', head, body, lang='en')}\n"


def sections(record: Record, others: Sequence[Other] = ()) -> list[Html]:
    """Everything but the foot, plots first: what the tables tell."""
    evidence = record.evidence
    cast, moved = evidence.cast, evidence.totals
    rounds = [row for row in record.during("rounds") if row["task"] == MAIN]
    found = offences(cast, evidence.facts(*KINDS), evidence.moved, record.horizon / DAY)
    palette = colours(cast)
    onset = min(onsets(evidence).values(), default=None)
    trains = bool(rounds) or record.config.get("task", MAIN) is not None
    return [
        _header(record, () if trains else _done(evidence), rounds, cast, moved, found),
        futures(record.origin, record) if record.origin else Html(),
        living(livelihood(evidence)),
        *([quality(rounds, found, onset, palette, record.horizon, accuracy_error(evidence))] if trains else []),
        market(record.rows("usage"), onset, found, record.horizon),
        profits(record.during("books"), by_behaviour(evidence), cast, palette, record.horizon),
        gains(surplus(evidence) or {}, others),
        prices(record.during("prices"), record.horizon),
        takeover(evidence, record.config),
        culprits(found, earned(moved), nets(evidence), record.rows("peeks")),
        balances(record.during("agents"), cast, palette),
        earnings(cast, moved, gained(evidence, evidence.totals), bills(record.rows("jobs")), record.prices),
        votes(evidence.facts(*VOTING)),
        bounties(evidence.facts(*BOUNTIES)),
        leases(evidence.facts(*LEASES), palette, record.horizon),
        *([cluster(record, cast, palette)] if trains or record.rows("timeline") else []),
        statement(moved),
        further(_numbers(evidence)),
        flows(evidence.moved, moved, record.rows("agents"), cast, palette),
    ]


def _numbers(evidence: Evidence) -> dict[str, Value]:
    """The metrics that the page tells in passing."""
    chosen = (metric for metric in METRICS if metric.name in (*FIGURES, "false_slash_rate"))
    return {name: value for metric in chosen for name, value in metric.told(evidence).items()}


def _done(evidence: Evidence) -> list[str]:
    """What a factory did that trains nothing: "160 leases", "2 proposals"."""
    kinds = {"Leased": "lease", "Proposed": "proposal"}
    many = {noun: len(evidence.facts(kind)) for kind, noun in kinds.items()}
    return [counted(number, noun) for noun, number in many.items() if number]


def _header(
    record: Record,
    instead: Sequence[str],
    rounds: Sequence[Mapping[str, Any]],
    cast: Cast,
    moved: Sequence[Movement],
    found: Sequence[Offence],
) -> Html:
    lead, *rest = headline(rounds, cast, found, record.horizon, instead)
    draw = f"One draw: seed {record.seed}. {days(record.horizon)} of the factory \u201c{record.scenario}\u201d. "
    return element(
        "header",
        paragraph("AI Factory Sim", css="brand"),
        element("h1", lead),
        paragraph(" ".join(rest), css="lead"),
        paragraph(f"{draw}Another seed tells another story; compare several before you conclude.", css="draw"),
        *([paragraph(changed, css="draw")] if (changed := interventions(record.config)) else []),
        figures(record, cast, moved, found),
    )
