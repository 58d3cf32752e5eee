"""What can be said of a factory before it runs."""
