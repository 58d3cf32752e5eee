"""A plug-in of broken rules."""
