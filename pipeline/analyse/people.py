"""The figures of topic people."""
