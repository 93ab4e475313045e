"""Figures and tables for papers: exact width, embedded type, alternative text, a passport, the same bytes."""

from uprlib.paper.faults import faults
from uprlib.paper.figure_files import USUAL, file_name, render, save_figure

__all__ = ["USUAL", "faults", "file_name", "render", "save_figure"]
