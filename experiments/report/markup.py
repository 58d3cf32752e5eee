"""HTML as values: whatever is not markup already is escaped where it is put in."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape


class Html(str):
    """Text that is markup. Well-formed as XML, so that any reader can parse a page."""

    __slots__ = ()


def element(name: str, *content: str, **attributes: str) -> Html:
    """An element; `css` stands for the attribute `class`."""
    named = "".join(f' {"class" if key == "css" else key}="{escape(value)}"' for key, value in attributes.items())
    return Html(f"<{name}{named}>{joined(content)}</{name}>")


def joined(parts: Sequence[str]) -> Html:
    """One after the other."""
    return Html("".join(part if isinstance(part, Html) else escape(part) for part in parts))


def paragraph(*content: str, css: str = "") -> Html:
    return element("p", *content, css=css) if css else element("p", *content)


def table(heads: Sequence[str], rows: Sequence[Sequence[str]], left: int = 1, foot: Sequence[str] = ()) -> Html:
    """A table whose first `left` columns are words and whose others are numbers; `foot` is its last row, the sum."""
    body = element("tbody", *(_row("td", row, left) for row in rows))
    last = element("tfoot", _row("td", foot, left)) if foot else Html()
    whole = element("table", element("thead", _row("th", heads, left)), body, last)
    return element("div", whole, css="scroll")


def section(title: str, *content: str) -> Html:
    return element("section", element("h2", title), *content)


def _row(cell: str, values: Sequence[str], left: int) -> Html:
    return element(
        "tr", *(element(cell, value, css="word" if place < left else "number") for place, value in enumerate(values))
    )
