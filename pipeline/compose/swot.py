"""The blocks and findings of topic swot."""
