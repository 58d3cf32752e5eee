"""What broke: the runs that failed by what they said, and those that are missing."""

from __future__ import annotations

from experiments.analysis.dataset import FAILED, MISSING, Dataset
from experiments.report.markup import Html, element, joined, paragraph, section, table
from experiments.report.wording import counted

MOST = 20
NUMBER = r"\d+(?:\.\d+)?"
"""What may differ between two errors that are one: the second at which it came, an amount."""


def broke(data: Dataset) -> Html:
    """Errors, those that differ by numbers alone as one, how many runs each took, and how to see one again; nothing when
    every run is done."""
    failed, missing = (data.runs[data.runs["status"] == status] for status in (FAILED, MISSING))
    if failed.empty and missing.empty:
        return Html()
    rows, commands = list[list[str]](), list[Html]()
    alike = failed["error"].str.replace(NUMBER, "#", regex=True)
    for _, group in sorted(failed.groupby(alike), key=lambda found: -len(found[1])):
        rows.append([str(group.iloc[0]["error"]), f"{len(group):,} of {len(data.runs):,}"])
        commands.append(paragraph(element("code", data.replay(group.iloc[0]["config"]))))
    return section(
        "What broke",
        *([table(["error, of the first run that had it", "runs"], rows[:MOST], 1)] if rows else []),
        *([paragraph(f"and {counted(len(rows) - MOST, 'other error')}", css="note")] if len(rows) > MOST else []),
        *([paragraph("The first run of each, again:", css="note"), *commands[:MOST]] if commands else []),
        *([paragraph(_missing(len(missing)))] if len(missing) else []),
    )


def _missing(many: int) -> Html:
    return joined(
        [f"{counted(many, 'run')} missing: the same words of ", element("code", "aifactory sweep"), " go on with them."]
    )
