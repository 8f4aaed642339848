"""An event's own rules as data: what is asked, which stages there are, who may be shown what."""
