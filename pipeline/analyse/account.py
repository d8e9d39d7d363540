"""The figures of topic account."""
