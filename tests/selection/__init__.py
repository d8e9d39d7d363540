"""Tests of the selection's documents: the deck, and the workbook that reckons anew."""
