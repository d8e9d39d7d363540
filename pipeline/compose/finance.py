"""The blocks and findings of topic finance."""
