"""The figures of topic swot."""
