"""Making, rehearsing and using what is on paper for when a passphrase is lost."""
