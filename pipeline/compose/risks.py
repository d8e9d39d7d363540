"""The blocks and findings of topic risks."""
