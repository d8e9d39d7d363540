"""The figures of topic growth."""
