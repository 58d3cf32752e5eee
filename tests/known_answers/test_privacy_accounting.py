"""KA54: what Gaussian releases spend, against the tests of google/differential-privacy and closed forms."""

from __future__ import annotations

from math import inf

import pytest

from mechanisms.privacy.accounting import accountant, epsilon

pytest.importorskip("dp_accounting", reason="the extra `privacy` is not installed")


def renyi(noise: float, releases: int, sampled: float, order: float) -> float:
    """Renyi divergence of one order, which the accountant keeps to itself."""
    return float(accountant(noise, releases, sampled, [order])._rdp[0])


def test_a_gaussian_release_is_alpha_over_two_sigma_squared() -> None:
    assert renyi(2.0, 1, 1.0, 10) == pytest.approx(1.25, rel=1e-12)
    assert renyi(2.0, 8, 1.0, 10) == pytest.approx(10.0, rel=1e-12)


@pytest.mark.parametrize(("order", "divergence"), [(5, 0.00218075656), (50, 0.0238460375), (100, 167.416308)])
def test_sampled_releases_of_googles_tests(order: float, divergence: float) -> None:
    """rdp_privacy_accountant_test.py: Poisson sampling .01, noise 2.5, 50 steps."""
    assert renyi(2.5, 50, 0.01, order) == pytest.approx(divergence, rel=1e-5)


def test_noise_that_makes_epsilon_one() -> None:
    """rdp_privacy_accountant_test.py: noise 4.530877117 at delta 1e-6."""
    assert epsilon(4.530877117, 1, 1e-6) == pytest.approx(1.0, abs=1e-3)


def test_training_on_mnist() -> None:
    """Batches of 256 of 60,000, noise 1.1, 60 epochs: 2.597 with the improved conversion (3.009 with the classic one)."""
    assert epsilon(1.1, 14_062, 1e-5, 256 / 60_000) == pytest.approx(2.597, abs=0.01)


def test_nothing_released_spends_nothing_and_more_spends_more() -> None:
    spent = [epsilon(2.0, releases, 1e-5) for releases in (0, 1, 4, 40)]
    assert spent[0] == 0.0
    assert spent == sorted(set(spent))
    # Exact Gaussian: 1.9931 for one release; Renyi orders cannot say less.
    assert 1.9931 <= spent[1] < 2.3


@pytest.mark.parametrize(
    ("noise", "releases", "sampled"), [(0.0, 1, 1.0), (1.0, -1, 1.0), (1.0, 1, 0.0), (1.0, 1, inf)]
)
def test_what_makes_no_sense_is_refused(noise: float, releases: int, sampled: float) -> None:
    with pytest.raises(ValueError, match="allowed: "):
        accountant(noise, releases, sampled)
