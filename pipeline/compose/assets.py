"""The blocks and findings of topic assets."""
