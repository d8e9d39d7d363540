"""The figures of topic health."""
