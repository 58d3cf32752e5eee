"""What would have been: a finished run again, with one change from a day on."""
