"""What a user got wrong, in one line."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

LONG = 300
"""Characters of one word, such as a name or a path, that a line repeats."""


class BadInput(ValueError):
    """Input that cannot be run. Its text is one line naming the field, the value and what is allowed."""

    def __init__(self, message: str) -> None:
        super().__init__(" ".join(word if len(word) <= LONG else f"{word[:LONG]}..." for word in message.split()))


FEW = 12
"""Names that a line can still list beside the nearest one."""


def allowed(given: str, names: Iterable[str]) -> str:
    """The end of an error line about a name: the nearest allowed one, and the others unless they are many."""
    choices = sorted(name for name in names if name != "_target_")
    listed = f"allowed: {', '.join(choices) or 'nothing'}"
    near = get_close_matches(given, choices, n=1)
    if not near:
        return listed
    return f"did you mean {near[0]!r}?" + (f" ({listed})" if len(choices) <= FEW else "")


def shown(value: object, width: int = 100) -> str:
    """A value as Python writes it, cut short when it would fill the line."""
    text = repr(value)
    return text if len(text) <= width else f"{text[: width - 3]}..."
