"""Pages: a Document becomes a tagged, sealed PDF, and is searched for what it must not say."""
