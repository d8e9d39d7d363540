"""The blocks and findings of topic account."""
