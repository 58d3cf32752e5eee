"""From the words on a command line to one plain mapping that needs no other file."""
