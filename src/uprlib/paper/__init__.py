"""Figures and tables for papers: exact width, embedded type, alternative text, a passport, the same bytes."""
