"""The blocks and findings of topic intelligence."""
