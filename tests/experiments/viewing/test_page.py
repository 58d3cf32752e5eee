"""The page in a browser that reaches nothing but this machine: it loads, steps, and shows its pictures."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.request import urlopen

import pytest

webdriver = pytest.importorskip("selenium.webdriver")
for extra in ("solara", "solara_assets"):
    pytest.importorskip(extra)
CHROMIUM, DRIVER = shutil.which("chromium"), shutil.which("chromedriver")
pytestmark = pytest.mark.skipif(not (CHROMIUM and DRIVER), reason="needs chromium and chromedriver")

ROOT = Path(__file__).parents[3]
PATIENCE = 120
"""Seconds for whatever a busy machine does."""
WORDS = ("scenario=digits", "lab=stub", "horizon_days=1", "hours=2")


@pytest.fixture
def address() -> Iterator[str]:
    """A page that is served, in a process of its own."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "experiments", "view", *WORDS, f"port={port}"]
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


@pytest.fixture
def browser() -> Iterator[Any]:
    """Chromium without a window, for which no name leads anywhere."""
    options = webdriver.ChromeOptions()
    options.binary_location = CHROMIUM
    for word in ("headless=new", "no-sandbox", "disable-dev-shm-usage", "window-size=1500,1250"):
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


def pictures(browser: Any) -> list[str]:
    """The pictures that are there, whole, by their data."""
    found: list[str] = until(
        browser,
        "const all = [...document.querySelectorAll('img')].filter(i => i.complete && i.naturalWidth > 100);"
        "return all.length >= 4 && all.map(i => i.src)",
    )
    return found


def test_the_page_loads_steps_and_resets_without_a_network(address: str, browser: Any) -> None:
    browser.get(address)
    step = until(browser, button("STEP"))
    assert until(browser, told("day 0.000 of 1"))
    assert until(browser, told("verification.rate"))
    before = pictures(browser)
    for number in (1, 2, 3):
        step.click()
        until(browser, told(f"Step: {number}"))
    assert until(browser, told("day 0.250 of 1"))  # three times two hours
    after = pictures(browser)
    assert len(after) == len(before) == 4
    assert set(after) != set(before)
    if kept := os.environ.get("AIFACTORY_PHOTOGRAPH"):
        browser.save_screenshot(kept)
    until(browser, button("RESET")).click()
    assert until(browser, told("day 0.000 of 1"))
