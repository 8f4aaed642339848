"""The incident page: what is known, what was written, and a place to write the next entry."""
