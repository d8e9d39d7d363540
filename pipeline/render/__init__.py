"""Fills documents: blocks and figures into Word, PowerPoint and Excel bytes."""
