"""The figures of topic actions."""
