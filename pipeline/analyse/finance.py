"""The figures of topic finance."""
