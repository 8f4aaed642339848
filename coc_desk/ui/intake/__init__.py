"""The intake page: what a responder writes while somebody tells them something."""
