"""An invented event, played by two responders through the same desk the screens use."""
