"""The handful of numbers at the top."""

from __future__ import annotations

from collections.abc import Sequence

from experiments.report.markup import Html, element, joined


def figures(pairs: Sequence[tuple[str, str]]) -> Html:
    """(value with its unit, what it is) side by side."""
    return element(
        "div",
        *(joined([element("div", element("b", value), element("span", name))]) for value, name in pairs),
        css="figures",
    )
