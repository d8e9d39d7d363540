"""The blocks and findings of topic value."""
