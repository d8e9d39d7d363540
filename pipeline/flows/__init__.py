"""One command each: the only importers of steps."""
