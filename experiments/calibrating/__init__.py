"""Fits the learning curve that stands in for training."""
