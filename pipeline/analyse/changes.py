"""The figures of topic changes."""
