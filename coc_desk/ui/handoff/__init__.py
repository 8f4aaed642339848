"""The page on which the desk is given to the next shift."""
