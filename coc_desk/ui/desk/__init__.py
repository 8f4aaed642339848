"""The panes of the first screen, in the order in which they matter."""
