"""The reference pages of docs/reference, written from the code: `python -m experiments.reference`."""
