"""The work itself: entries, incidents and the desk. No Qt, no SQL."""
