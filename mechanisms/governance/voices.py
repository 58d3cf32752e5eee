"""What voters said, in base units of voting power."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def voices(answers: Mapping[str, Any], power: Mapping[str, int]) -> dict[str, int]:
    """Power that each voter gives, negative against, by name. True and False are all that it has; a number is held to
    that; silence and nonsense are no vote."""
    return {who: voice(answers[who], power.get(who, 0)) for who in sorted(answers)}


def voice(answer: Any, power: int) -> int:
    """One answer in base units, from -power to power."""
    match answer:
        case True:
            return power
        case False:
            return -power
        case int():
            return max(-power, min(answer, power))
    return 0
