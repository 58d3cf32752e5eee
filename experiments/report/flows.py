"""How the money flowed: drawn, added up, and route by route."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from experiments.report.balance_sheet import places, residual, sources
from experiments.report.cast import Cast
from experiments.report.dollars import ASSET as DOLLARS
from experiments.report.drawing import drawn
from experiments.report.markup import Html, element, joined, paragraph, section, table
from experiments.report.movement import Movement
from experiments.report.routes import Route, routes
from experiments.report.sankey import bands, boxes
from experiments.report.sankey_figure import paint
from experiments.report.wording import counted, tokens


def flows(
    moved: Sequence[Movement],
    sums: Sequence[Movement],
    looks: Sequence[Mapping[str, Any]],
    cast: Cast,
    colours: Mapping[str, str],
) -> Html:
    """For every asset: its flow, every route it took and, but for dollars, whose balance is told apart, what was issued,
    where it is now, and the residual. `sums` are the totals of what `moved`."""
    title = "How the money flowed"
    assets = sorted({move.asset for move in sums})
    if not assets:
        return section(title, paragraph("No money moved."))
    return section(title, *(_asset(routes(moved, asset), sums, looks, asset, cast, colours) for asset in assets))


def _asset(
    taken: Sequence[Route],
    moved: Sequence[Movement],
    looks: Sequence[Mapping[str, Any]],
    asset: str,
    cast: Cast,
    colours: Mapping[str, str],
) -> Html:
    came, went, left = sources(moved, asset), places(moved, looks, asset), residual(moved, looks, asset)
    groups = frozenset(cast.groups)
    flow = bands(taken, groups)
    about = "; ".join(f"{band.source} to {band.target} {tokens(band.amount)} {asset}" for band in flow)
    figure = []
    if flow:
        placed = boxes(flow, groups)
        figure = [drawn(f"flow-{asset}", about, 3.0, lambda canvas: paint(canvas, flow, placed, asset, colours))]
    issued = [[label, tokens(amount, 4)] for label, amount in came]
    now = [[label, tokens(amount, 4)] for label, amount in went]
    sums = [
        table(["issued", asset], issued, 1, ["all that was issued", tokens(sum(amount for _, amount in came), 4)]),
        table(["where it is at the end", asset], now, 1, ["residual: issued, and nowhere", f"{left} base units"]),
    ]
    each = [[route.source, route.target, route.purpose, f"{route.entries:,}", tokens(route.amount)] for route in taken]
    told = [] if asset == DOLLARS else [element("div", *sums, css="pair")]
    details = element(
        "details",
        element("summary", f"Every route it took after genesis: {counted(len(each), 'route')}"),
        table(["from", "to", "for", "entries", asset], each, 3),
    )
    return joined([*figure, *told, details])
