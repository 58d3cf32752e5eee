"""A fork beside the run that it parts from: both futures, and their difference."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from matplotlib.figure import Figure

from experiments.forking.origin import Origin
from experiments.metrics.declared import METRICS
from experiments.metrics.metric import Value
from experiments.report.course import Course, Line
from experiments.report.drawing import drawn, label_ends, moment
from experiments.report.markup import Html, element, paragraph, section, table
from experiments.report.palette import FAINT, INK, WARM
from experiments.report.record import Record
from experiments.report.wording import MINUS, NONE, day
from experiments.results.summary import told
from sim.durations import DAY

THERE, HERE = "as it was", "fork"


SINCE, OF_DAY = "steps-post", "steps-pre"
"""A value holds from its time until the next, or for the day that ends then: a sloping line would part before the day."""


class Panel(NamedTuple):
    """One line of a course as it is drawn: its title, its values times `scale`, how one of them is written, and when it
    holds."""

    line: str
    title: str
    scale: float
    form: str
    holds: str


PANELS = (
    Panel("accuracy", "Accuracy (% of held-out rows that the model gets right)", 100, "{:.1f} %", SINCE),
    Panel("price", "Price ($ per token)", 1, "{:.4g}", SINCE),
    Panel("fees", "Fees ($ in each day)", 1, "{:,.0f}", OF_DAY),
    Panel("inside", "Who takes part (agents, in each day)", 1, "{:.0f}", OF_DAY),
)


def futures(origin: Origin, record: Record) -> Html:
    """Both lines of everything that both runs tell, the day on which they part, and what differs at the end."""
    there, course, horizon = origin.course, Course.of(record), record.horizon
    panels = [panel for panel in PANELS if _moves(panel, there, course)]

    def paint(figure: Figure) -> None:
        heights = [2.0 if place == 0 else 1.3 for place in range(len(panels))]
        axes = figure.subplots(len(panels), 1, sharex=True, height_ratios=heights, squeeze=False)[:, 0]
        for place, (panel, panel_axes) in enumerate(zip(panels, axes, strict=True)):
            ends = []
            for name, found, colour, dashes in ((THERE, there, FAINT, (0, (4, 1.6))), (HERE, course, INK, "-")):
                line: Line = getattr(found, panel.line)
                values = [panel.scale * value for _, value in line]
                days = [time / DAY for time, _ in line]
                if panel.holds == OF_DAY and line:  # the first day has a beginning too
                    days, values = [0.0, *days], [values[0], *values]
                panel_axes.plot(days, values, color=colour, linestyle=dashes, drawstyle=panel.holds)
                ends += [(values[-1], f"{name} {panel.form.format(values[-1])}", colour)] if line else []
            panel_axes.set_title(panel.title)
            panel_axes.margins(y=0.12)
            label_ends(panel_axes, horizon / DAY, ends, 0.13)
            moment(panel_axes, origin.at_days * DAY, "" if place else "fork", WARM[0])
        axes[-1].set_xlim(0, horizon / DAY)
        axes[-1].set_xlabel("day")

    on = day(origin.at_days * DAY)
    parted = paragraph(
        f"Until day {on} this run is another one over again, row by row; then: ",
        *_listed(origin.changes),
        ". Whatever differs afterwards, differs because of that.",
    )
    about = f"Both runs over {day(horizon)} days; they part on day {on}."
    heads = ["at the end", THERE, HERE, "difference"]
    differs = list(differences(origin.summary, told(record.evidence)))
    below = table(heads, differs, 1) if differs else paragraph("At the end no figure of the summary differs.")
    note = (
        f"The other run is the one whose manifest has the sha256 {origin.manifest}. One pair is one draw: the same change "
        "in another seed may do something else. What is told by days parts in the day of the fork, whole. Tokens are means "
        "of wallet and stake in a group, profit is dollars a day."
    )
    pictures = [drawn("futures", about, 0.6 + 1.2 * len(panels), paint)] if panels else []
    return section("Two futures", parted, *pictures, below, paragraph(note, css="note"))


def _listed(changes: tuple[str, ...]) -> Iterator[str]:
    for place, change in enumerate(changes):
        if place:
            yield ", "
        yield element("code", change)


def _moves(panel: Panel, *courses: Course) -> bool:
    """Whether a line is more than a level: a constant price need not be drawn."""
    return len({value for course in courses for _, value in getattr(course, panel.line)}) > 1


def differences(there: Mapping[str, Value], here: Mapping[str, Value]) -> Iterator[list[str]]:
    """Rows about every figure that one looks at first and in which the two differ."""
    for metric in METRICS:
        if not metric.shown:
            continue
        for key in dict.fromkeys([*there, *here]):
            if key.partition(".")[0] == metric.name and there.get(key) != here.get(key):
                yield [key.replace("_", " "), *_cells(there.get(key), here.get(key))]


def _cells(there: Value | None, here: Value | None) -> list[str]:
    apart = here - there if not (isinstance(there, str | None) or isinstance(here, str | None)) else None
    return [_text(there), _text(here), NONE if apart is None else ("+" if apart > 0 else "") + _text(apart)]


def _text(value: Value | None) -> str:
    if value is None or value == "":
        return NONE
    if isinstance(value, str):
        return value
    size = f"{abs(value):,.4g}" if abs(value) < 1e4 else f"{abs(value):,.0f}"
    return f"{MINUS if value < 0 else ''}{size}"
