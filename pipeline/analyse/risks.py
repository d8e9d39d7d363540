"""The figures of topic risks."""
