"""Markdown: headings, tables, and the line that says where a page comes from."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from experiments.reference.members import Row

SOURCE = "<!-- Written from the code by `python -m experiments.reference`; change the code, not this page. -->"


def page(title: str, about: str, *parts: str) -> str:
    """A whole page; empty parts are left out, and `about` becomes one paragraph."""
    return "\n\n".join([SOURCE, f"# {title}", " ".join(about.split()), *filter(None, parts)]) + "\n"


def table(head: Sequence[str], body: Iterable[Sequence[str]]) -> str:
    """A table, or "" when it would have no rows."""
    lines = [f"| {' | '.join(_cell(cell) for cell in cells)} |" for cells in body]
    if not lines:
        return ""
    return "\n".join([f"| {' | '.join(head)} |", f"|{'---|' * len(head)}", *lines])


def fields(rows: Sequence[Row]) -> str:
    """Fields with their types, and their defaults and notes where any has one."""
    columns = [("field", [code(row.name) for row in rows]), ("type", [code(row.type) for row in rows])]
    if any(row.default for row in rows):
        columns.append(("default", [code(row.default) for row in rows]))
    if any(row.about for row in rows):
        columns.append(("", [row.about for row in rows]))
    return table([head for head, _ in columns], zip(*(cells for _, cells in columns), strict=True))


def code(text: str) -> str:
    """Inline code, or nothing for no text."""
    return f"`{text}`" if text else ""


def codes(names: Iterable[str]) -> str:
    """Names as inline code, separated by commas; "none" when there are none."""
    return ", ".join(map(code, names)) or "none"


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")
