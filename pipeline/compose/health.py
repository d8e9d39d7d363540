"""The blocks and findings of topic health."""
