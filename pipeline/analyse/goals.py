"""The figures of topic goals."""
