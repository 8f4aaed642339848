"""The first run: three steps to a vault."""
