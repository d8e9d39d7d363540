"""The figures of topic scorecard."""
