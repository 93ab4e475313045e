"""Readers: one module for each outside format, with ``recognises(head)`` and ``read(path)``.

What every reader gives back is a table under the contract "reading" of :mod:`uprlib.facts.contract`.
"""
