"""The page itself: Mesa's controls around the pictures. The server imports it; it needs the extra `viz`."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any

import solara
from matplotlib.figure import Figure
from mesa.visualization import Slider as Control
from mesa.visualization import SolaraViz
from mesa.visualization.utils import update_counter

from experiments.viewing import pictures
from experiments.viewing.asked import VARIABLE, Asked, read
from experiments.viewing.slider import Slider
from experiments.viewing.watched import Watched

STYLE = """
.v-tabs { display: none; }  /* there is one page, and it needs no tab */
.factory { padding: 12px 12px 0; gap: 2px; }
.v-slider__thumb-label-container { display: block !important; }  /* where a slider is must be seen before it is moved */
.v-application .v-slider__thumb-label.primary {
  background-color: transparent !important; height: 16px !important; width: auto !important; color: #777;
  transform: translate(-50%, -8px) !important;
}
.v-slider__thumb-label > div { transform: none !important; }
"""


@solara.component
def Page() -> None:  # noqa: N802 - what Solara looks for
    """One factory for each tab of a browser, from the beginning."""
    page = solara.use_memo(lambda: read(os.environ[VARIABLE]), [])
    first = solara.use_memo(lambda: Watched(**fixed(page), **{each.key: each.value for each in page.sliders}), [])
    model = solara.use_reactive(first)

    def left() -> Callable[[], None]:
        """When another factory takes its place, or the tab is closed."""
        leave: Callable[[], None] = model.value.leave
        return leave

    solara.use_effect(left, [model.value])
    controls = {each.key: control(each) for each in page.sliders}
    panels = [panel(each) for each in (pictures.network, pictures.accuracy, pictures.price, pictures.money)]
    solara.Style(STYLE)
    Heading(model.value)
    SolaraViz(model, components=panels, model_params={**fixed(page), **controls}, name=f"AI factory: {page.scenario}")


@solara.component
def Heading(watched: Watched) -> None:  # noqa: N802 - like every component
    """How far the factory on the page is, and what it was made of; sliders tell of the next one."""
    update_counter.get()
    with solara.Column(classes=["factory"]):
        if watched.trouble:
            solara.Error(watched.trouble)
        else:
            solara.Text(f"day {watched.day:.2f} of {watched.days:g}", style="font-size: 20px", classes=["day"])
            if watched.settings:
                told = ", ".join(f"{key} {value:g}" for key, value in watched.settings.items())
                solara.Text(f"This factory has {told}. Sliders set what the next one has, after Reset.")


def fixed(page: Asked) -> dict[str, Any]:
    """What the factory of every reset has in common."""
    return {"overrides": page.overrides, "hours": page.hours}


def control(slider: Slider) -> Control:
    """A slider as Mesa draws it."""
    kind = int if slider.whole else float
    return Control(slider.key, kind(slider.value), kind(slider.low), kind(slider.high), kind(slider.step), kind)


def panel(picture: Callable[[Watched], Figure]) -> Callable[[Watched], Any]:
    """A picture; nothing of a factory that went wrong."""

    def drawn(watched: Watched) -> Any:
        return solara.Text("") if watched.trouble else solara.FigureMatplotlib(picture(watched), format="png")

    return drawn
