"""Which seeds: how many from 0, a range, or a list."""

from __future__ import annotations

import re
from collections.abc import Sequence

from experiments.bad_input import BadInput

WHOLE = "[0-9]{1,9}"
MOST = 10_000
"""Of what holds all its runs at once."""


def parsed(text: str, word: str = "seeds=") -> Sequence[int]:
    """10: from 0 to 9; 5:15: from 5 to 14; 1,2,5: these. In order, each once; a range where none is left out, so that a
    million of them are no more to hold than one. Raises `BadInput`, which calls the text by `word`."""
    found: Sequence[int] = ()
    if re.fullmatch(WHOLE, text):
        found = range(int(text))
    elif ends := re.fullmatch(f"({WHOLE}):({WHOLE})", text):
        found = range(int(ends[1]), int(ends[2]))
    elif re.fullmatch(f"{WHOLE}(,{WHOLE})*,?", text):
        found = sorted({int(each) for each in text.rstrip(",").split(",")})
        whole = range(found[0], found[-1] + 1)
        found = whole if len(whole) == len(found) else tuple(found)
    if not found:
        raise BadInput(f"{word}{text}: allowed: how many, as 10; a range, as 0:10; or which, as 1,2,5 or 7,")
    return found


def few(text: str, word: str = "seeds=") -> tuple[int, ...]:
    """The same, for what holds all its runs at once. Raises `BadInput` for more than `MOST` as well."""
    if len(found := parsed(text, word)) > MOST:
        raise BadInput(f"{word}{text}: {len(found):,} seeds; allowed: up to {MOST:,}, and any number in a sweep")
    return tuple(found)


def told(seeds: Sequence[int]) -> str:
    """A text that `parsed` reads as these."""
    return f"{seeds.start}:{seeds.stop}" if isinstance(seeds, range) else ",".join(map(str, seeds))
