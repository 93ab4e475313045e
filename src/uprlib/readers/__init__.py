"""Readers: one file per outside format, each ``read(path) -> DataFrame`` under the contract "reading"."""
