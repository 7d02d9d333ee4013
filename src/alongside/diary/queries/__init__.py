"""Reads that join or summarise: one query for each table, for however many people."""
