"""Whole sites as they were at one time: read from an environment, kept sealed, given back."""
