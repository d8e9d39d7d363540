"""The blocks and findings of topic asks."""
