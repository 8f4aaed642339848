"""CoC Desk: answering Code of Conduct reports, offline and encrypted."""

__version__ = "0.1.0"
