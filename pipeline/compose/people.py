"""The blocks and findings of topic people."""
