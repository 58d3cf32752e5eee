"""What rises with a setting that is spread, over the points that tell it whole."""

from __future__ import annotations

from pathlib import Path

from experiments.analysis.moved import trends
from tests.experiments.analysis.written import written


def test_a_point_of_which_a_run_does_not_tell_a_metric_is_left_out_of_its_trend(tmp_path: Path) -> None:
    """With the lucky seed alone, the last point would turn the trend round."""
    points = [{"rate": rate / 10} for rate in range(6)]
    runs = [[{"fees": 10.0 - point}, {"fees": 10.0 - point}] for point in range(5)]
    (found,) = trends(written(tmp_path, ["rate=interval(0,1)"], points, [*runs, [{"fees": 99.0}, {}]], design="lhs"))
    assert (found.metric, found.n, round(found.rho, 9)) == ("fees", 5, -1.0)
