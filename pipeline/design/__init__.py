"""Draws the default templates: pages and slides with tags, on a brand."""
