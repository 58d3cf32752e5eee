"""The page: plots first, then the tables behind them."""

from __future__ import annotations

from pathlib import Path

from experiments.report.balances import balances
from experiments.report.cast import Cast
from experiments.report.cluster import cluster
from experiments.report.culprits import culprits
from experiments.report.earnings import earnings
from experiments.report.flows import flows
from experiments.report.footer import footer
from experiments.report.headline import headline
from experiments.report.markup import Html, element, paragraph, section
from experiments.report.movement import movements
from experiments.report.offences import offences
from experiments.report.palette import colours
from experiments.report.quality import quality
from experiments.report.record import Record
from experiments.report.wording import days, dollars

NAME = "report.html"
STYLE = Path(__file__).with_name("style.css")


def render(record: Record) -> str:
    """One self-contained HTML page, readable as XML: no script, nothing to load."""
    cast = Cast.of(record.rows("truth"))
    looks, rounds, jobs = record.rows("agents"), record.rows("rounds"), record.rows("jobs")
    moved = movements(record, cast)
    found = offences(cast, record.rows("facts"), moved)
    palette, prices = colours(cast), record.prices
    price = prices[-1] if prices else 0.0
    bills: dict[str, float] = {}
    for job in jobs:
        bills[job["owner"]] = bills.get(job["owner"], 0.0) + job["dollars"]
    lead, *rest = headline(rounds, cast, found, record.horizon)
    draw = f"One draw: seed {record.seed}. {days(record.horizon)} of the factory {record.scenario!r}; another seed gives another story."
    body = element(
        "main",
        element(
            "header",
            paragraph("AI Factory Sim", css="brand"),
            element("h1", lead),
            paragraph(" ".join(rest), css="lead"),
            paragraph(draw, css="draw"),
        ),
        quality(rounds, found, palette, record.horizon),
        culprits(found, price),
        balances(looks, cast, palette),
        section(
            "Who earned what, and for what", paragraph(_prices(prices), css="note"), earnings(cast, moved, bills, price)
        ),
        cluster(record, cast, palette),
        flows(moved, looks),
        footer(record),
    )
    head = element(
        "head",
        Html('<meta charset="utf-8"/>'),
        element("title", f"{record.scenario}, seed {record.seed}"),
        element("style", Html(STYLE.read_text("utf-8"))),
    )
    return f"<!DOCTYPE html>\n{element('html', head, element('body', body), lang='en')}\n"


def _prices(prices: list[float]) -> str:
    if not prices:
        return ""
    moved = (
        f" at the end; it was between {dollars(min(prices))} and {dollars(max(prices))}"
        if min(prices) < max(prices)
        else ""
    )
    return (
        f"In tokens; dollars at ${prices[-1]:.5g} a token{moved}. Compute is what the jobs that they submitted cost at the machines' "
        "hourly prices, outside the protocol."
    )
