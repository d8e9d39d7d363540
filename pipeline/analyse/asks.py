"""The figures of topic asks."""
