"""How much privacy is spent, by Renyi differential privacy.

The arithmetic is that of dp-accounting (Google), which the extra `privacy` installs. Its conversion to (epsilon, delta) is
the improved one of Canonne, Kamath and Steinke 2020, smaller than that of Mironov 2017.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any


def accountant(noise: float, releases: int, sampled: float = 1.0, orders: Sequence[float] | None = None) -> Any:
    """A `dp_accounting.rdp.RdpAccountant` after `releases` Gaussian releases, each of a Poisson sample.

    `noise` is a multiple of the clipping norm, `sampled` the chance of taking part in one release. Raises ImportError
    when dp-accounting is not installed: `pip install aifactory-sim[privacy]`.
    """
    import dp_accounting  # noqa: PLC0415  the extra is optional

    if not noise > 0 or releases < 0 or not 0 < sampled <= 1:
        raise ValueError(f"noise={noise}, releases={releases}, sampled={sampled}; allowed: above 0, 0 or more, 0 to 1")
    event = dp_accounting.GaussianDpEvent(noise)
    if sampled < 1:
        event = dp_accounting.PoissonSampledDpEvent(sampled, event)
    made = dp_accounting.rdp.RdpAccountant(orders)
    return made.compose(event, releases) if releases else made


def epsilon(noise: float, releases: int, delta: float, sampled: float = 1.0) -> float:
    """Smallest epsilon for which that many releases are (epsilon, delta)-private. Raises as `accountant` does."""
    return float(accountant(noise, releases, sampled).get_epsilon(delta))
