"""The blocks and findings of topic scorecard."""
