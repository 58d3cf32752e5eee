"""A running factory on a page of the browser: play, step, sliders. It needs the extra `viz`; nothing else here does."""
