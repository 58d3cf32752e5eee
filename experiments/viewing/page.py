"""The page itself: Mesa's controls around the pictures. The server imports it; it needs the extra `viz`."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any

import solara
from matplotlib.figure import Figure
from mesa.visualization import Slider as Control
from mesa.visualization import SolaraViz

from experiments.viewing import pictures
from experiments.viewing.asked import VARIABLE, Asked, read
from experiments.viewing.slider import Slider
from experiments.viewing.watched import Watched


@solara.component
def Page() -> None:  # noqa: N802 - what Solara looks for
    """One factory for each tab of a browser, from the beginning."""
    page = solara.use_memo(lambda: read(os.environ[VARIABLE]), [])
    first = solara.use_memo(lambda: Watched(**fixed(page)), [])
    model = solara.use_reactive(first)

    def left() -> Callable[[], None]:
        """When another factory takes its place, or the tab is closed."""
        leave: Callable[[], None] = model.value.leave
        return leave

    solara.use_effect(left, [model.value])
    controls = {each.key: control(each) for each in page.sliders}
    panels = [panel(each) for each in (pictures.network, pictures.accuracy, pictures.price, pictures.money)]
    SolaraViz(model, components=panels, model_params={**fixed(page), **controls}, name="AI factory")


def fixed(page: Asked) -> dict[str, Any]:
    """What the factory of every reset has in common."""
    return {"overrides": page.overrides, "hours": page.hours}


def control(slider: Slider) -> Control:
    """A slider as Mesa draws it."""
    kind = int if slider.whole else float
    return Control(slider.key, kind(slider.value), kind(slider.low), kind(slider.high), kind(slider.step), kind)


def panel(picture: Callable[[Watched], Figure]) -> Callable[[Watched], Any]:
    """A picture under the day that it shows, or what went wrong instead."""

    def drawn(watched: Watched) -> Any:
        if watched.trouble:
            return solara.Error(watched.trouble)
        told = f"day {watched.day:.3f} of {watched.days:g}"
        return solara.Column(
            children=[solara.Text(told, classes=["day"]), solara.FigureMatplotlib(picture(watched), format="png")]
        )

    return drawn
