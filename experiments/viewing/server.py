"""Serves the page, to this machine alone."""

from __future__ import annotations

import os

from experiments.viewing.asked import VARIABLE, Asked, written

HOST = "127.0.0.1"
OFFLINE = {"SOLARA_TELEMETRY_MIXPANEL_ENABLE": "False", "SOLARA_THEME_SHOW_BANNER": "False"}
"""No word to the makers of Solara, and no link to them on the page. What the page loads, this server has from the package
solara-assets."""


def serve(page: Asked) -> None:
    """Until it is interrupted. Raises ImportError without the extra `viz`."""
    os.environ.update({**OFFLINE, VARIABLE: written(page), "SOLARA_APP": "experiments.viewing.page"})
    import uvicorn  # noqa: PLC0415 - Solara reads the environment when it is imported
    from solara.server.starlette import app  # noqa: PLC0415

    print(f"http://{HOST}:{page.port}/  (Ctrl-C ends it)", flush=True)
    uvicorn.run(app, host=HOST, port=page.port, log_level="warning")
