"""The one-page report of a run: a pure function of what the run recorded."""
