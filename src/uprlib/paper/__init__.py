"""Figures and tables for papers: exact width, embedded type, alternative text, a passport, reproducible bytes."""
