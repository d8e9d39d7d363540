"""The figures of topic value."""
