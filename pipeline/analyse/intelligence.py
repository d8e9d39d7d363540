"""The figures of topic intelligence."""
