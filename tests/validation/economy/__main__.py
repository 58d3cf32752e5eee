"""`python -m tests.validation.economy GATE [FIRST:LAST]` prints the figures of a gate, of seeds 1 to 20 or of these."""

from __future__ import annotations

import sys

from tests.validation.economy import arrows, closing, deserted, dumped, lasting, phases

GATES = {
    "closing": closing.told,
    "lasting": lasting.told,
    "elasticities": lasting.told_elasticities,
    "shares": lasting.told_shares,
    "dumped": dumped.told,
    "deserted": deserted.told,
    "arrows": arrows.told,
    "phases": phases.told,
}


def main(gate: str = "", seeds: str = "1:20") -> None:
    if gate not in GATES:
        raise SystemExit(f"gate={gate!r}; allowed: {', '.join(GATES)}")
    first, _, last = seeds.partition(":")
    for line in GATES[gate](range(int(first), int(last or first) + 1)):
        print(line, flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
