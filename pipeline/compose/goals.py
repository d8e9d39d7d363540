"""The blocks and findings of topic goals."""
