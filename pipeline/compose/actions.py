"""The blocks and findings of topic actions."""
