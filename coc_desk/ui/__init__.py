"""The screens: they show what the desk knows, ask it to act, and decide nothing."""
