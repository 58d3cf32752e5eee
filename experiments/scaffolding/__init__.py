"""The first two files of a plug-in."""
