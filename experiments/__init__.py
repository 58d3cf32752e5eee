"""From configuration to a run, and from a run to answers."""
