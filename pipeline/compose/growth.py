"""The blocks and findings of topic growth."""
