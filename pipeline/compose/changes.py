"""The blocks and findings of topic changes."""
