"""Who may open an incident: the page of one outside the circle, and the questions about it."""
