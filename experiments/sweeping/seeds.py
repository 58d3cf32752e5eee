"""Which seeds: how many from 0, a range, or a list."""

from __future__ import annotations

import re

from experiments.bad_input import BadInput


def parsed(text: str, word: str = "seeds=") -> tuple[int, ...]:
    """10: from 0 to 9; 5:15: from 5 to 14; 1,2,5: these, each once. Raises `BadInput`, which calls the text by `word`."""
    if re.fullmatch(r"\d{1,9}", text):
        found = range(int(text))
    elif ends := re.fullmatch(r"(\d{1,9}):(\d{1,9})", text):
        found = range(int(ends[1]), int(ends[2]))
    elif re.fullmatch(r"\d{1,9}(,\d{1,9})*,?", text):
        return tuple(dict.fromkeys(map(int, text.rstrip(",").split(","))))
    else:
        found = range(0)
    if not found:
        raise BadInput(f"{word}{text}: allowed: how many, as 10; a range, as 0:10; or which, as 1,2,5 or 7,")
    return tuple(found)
