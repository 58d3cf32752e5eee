"""The page in a browser that reaches nothing but this machine, by mouse: it loads, steps, plays, and its sliders move."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.request import urlopen

import pytest

webdriver = pytest.importorskip("selenium.webdriver")
chains = pytest.importorskip("selenium.webdriver.common.action_chains")
for extra in ("solara", "solara_assets"):
    pytest.importorskip(extra)
CHROMIUM, DRIVER = shutil.which("chromium"), shutil.which("chromedriver")
pytestmark = pytest.mark.skipif(not (CHROMIUM and DRIVER), reason="needs chromium and chromedriver")

ROOT = Path(__file__).parents[3]
PATIENCE = 120
"""Seconds for whatever a busy machine does."""
WORDS = ("scenario=digits", "lab=stub", "horizon_days=1", "hours=3")
PHOTOGRAPH = "AIFACTORY_PHOTOGRAPH"
"""The variable that says where to leave a picture of the page."""


@contextmanager
def served(*words: str) -> Iterator[str]:
    """The address of a page, served by a process of its own."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "experiments", "view", *words, f"port={port}"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    server = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    found = f"http://127.0.0.1:{port}/"
    try:
        for _ in range(PATIENCE):
            assert server.poll() is None
            try:
                urlopen(found, timeout=PATIENCE).close()
                break
            except URLError:
                time.sleep(1)
        yield found
    finally:
        server.terminate()
        server.wait(PATIENCE)


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with served(*WORDS) as found:
        yield found


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """Chromium without a window, for which no name leads anywhere."""
    options = webdriver.ChromeOptions()
    options.binary_location = CHROMIUM
    for word in ("headless=new", "no-sandbox", "disable-dev-shm-usage", "window-size=1500,1130"):
        options.add_argument(f"--{word}")
    options.add_argument("--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1")
    driver = webdriver.Chrome(options=options, service=webdriver.ChromeService(DRIVER))
    yield driver
    driver.quit()


def until(browser: Any, script: str) -> Any:
    """What a script of the page returns, once it returns something."""
    end = time.monotonic() + PATIENCE
    while not (found := browser.execute_script(script)):
        assert time.monotonic() < end, browser.find_element("tag name", "body").text
        time.sleep(0.2)
    return found


def button(name: str) -> str:
    return f"return [...document.querySelectorAll('button')].find(b => b.innerText.trim().toUpperCase() === '{name}')"


def told(words: str) -> str:
    return f"return document.body.innerText.includes('{words}')"


PIXELS = """
const all = [...document.querySelectorAll('img')].filter(i => i.complete && i.naturalWidth > 100);
return all.length === 4 && all.map(image => {
  const canvas = Object.assign(document.createElement('canvas'), {width: image.naturalWidth, height: image.naturalHeight});
  canvas.getContext('2d').drawImage(image, 0, 0);
  return canvas.toDataURL();
});
"""


def pictures(browser: Any) -> list[str]:
    """The pixels of the four pictures, in their order, when they have stopped to change; their addresses always do."""
    found: list[str] = until(browser, PIXELS)
    while True:
        time.sleep(0.5)
        again = until(browser, PIXELS)
        if again == found:
            return found
        found = again


def drag(browser: Any, name: str, part: float) -> None:
    """Pull the thumb of a slider with the mouse, by a part of the slider's length."""
    find = f"return [...document.querySelectorAll('.v-input__slider')].find(s => s.innerText.startsWith('{name}'))"
    slider = until(browser, find)
    thumb, track = (slider.find_element("css selector", css) for css in (".v-slider__thumb", ".v-slider"))
    mouse = chains.ActionChains(browser).click_and_hold(thumb)
    mouse.move_by_offset(round(part * track.size["width"]), 0).release().perform()


def test_the_page_loads_steps_and_resets_without_a_network(address: str, browser: Any) -> None:
    browser.get(address)
    step = until(browser, button("STEP"))
    until(browser, told("day 0.00 of"))
    network, accuracy, price, money = pictures(browser)
    step.click()
    until(browser, told("Step: 1"))
    after = pictures(browser)
    assert after[0] != network and after[2] != price and after[3] != money
    assert after[1] == accuracy  # a round takes six hours: none is settled after three
    for number in (2, 3):
        until(browser, button("STEP")).click()
        until(browser, told(f"Step: {number}"))
    assert pictures(browser)[1] != accuracy
    until(browser, button("RESET")).click()
    until(browser, told("day 0.00 of"))
    assert pictures(browser) == [network, accuracy, price, money]  # the same factory again, to the last dot


def test_it_plays_until_it_is_paused_and_goes_on_to_the_end(address: str, browser: Any) -> None:
    browser.get(address)
    until(browser, button("▶")).click()
    until(browser, told("Step: 2"))
    until(browser, button("❚❚")).click()
    until(browser, button("▶"))
    paused = browser.find_element("class name", "day").text
    time.sleep(1)
    assert browser.find_element("class name", "day").text == paused
    until(browser, button("▶")).click()
    until(browser, told("day 1.00 of 1"))
    until(browser, told("Step: 8"))
    assert until(browser, button("STEP")).get_attribute("disabled")


def test_it_can_be_reset_in_the_middle_of_playing(address: str, browser: Any) -> None:
    browser.get(address)
    until(browser, button("▶")).click()
    until(browser, told("Step: 1"))
    until(browser, button("RESET")).click()
    until(browser, button("▶"))
    until(browser, button("STEP")).click()
    assert "rror" not in browser.find_element("tag name", "body").text
    assert len(pictures(browser)) == 4


def test_a_slider_that_is_pulled_shows_its_value_and_counts_after_reset(address: str, browser: Any) -> None:
    browser.get(address)
    until(browser, told("population.cheats.count 2."))
    drag(browser, "population.cheats.count", 0.5)
    shown = "return [...document.querySelectorAll('.v-slider__thumb-label')].map(l => l.innerText)"
    until(browser, f"{shown}.includes('12')")
    assert until(browser, told("population.cheats.count 2."))  # of the factory that runs
    until(browser, button("RESET")).click()
    until(browser, told("population.cheats.count 12."))
    until(browser, button("STEP")).click()
    until(browser, told("Step: 1"))
    assert len(pictures(browser)) == 4


@pytest.mark.skipif(PHOTOGRAPH not in os.environ, reason=f"{PHOTOGRAPH} names no file")
def test_photograph(browser: Any) -> None:
    """A factory that learns, on its sixth day."""
    with served("scenario=digits", "hours=6") as found:
        browser.get(found)
        for number in range(1, 23):
            until(browser, button("STEP")).click()
            until(browser, told(f"Step: {number}"))
        pictures(browser)
        assert browser.save_screenshot(os.environ[PHOTOGRAPH])
