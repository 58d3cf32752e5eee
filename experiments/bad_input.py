"""What a user got wrong, in one line."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches


class BadInput(ValueError):
    """Input that cannot be run. Its text is one line naming the field, the value and what is allowed."""

    def __init__(self, message: str) -> None:
        super().__init__(" ".join(message.split()))


def allowed(given: str, names: Iterable[str]) -> str:
    """The end of an error line about a name: the nearest allowed one, or all of them in order."""
    choices = sorted(names)
    near = get_close_matches(given, choices, n=1)
    if near:
        return f"did you mean {near[0]!r}? (allowed: {', '.join(choices)})"
    return f"allowed: {', '.join(choices)}" if choices else "nothing is allowed here"
