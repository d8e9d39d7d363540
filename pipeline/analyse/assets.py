"""The figures of topic assets."""
