"""Backing up while work goes on, and restoring into a new place."""
