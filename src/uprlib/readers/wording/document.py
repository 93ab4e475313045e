"""A Word document, opened only once its size is known to be sound."""

from __future__ import annotations

from pathlib import Path

import docx

from uprlib.errors import SourceError
from uprlib.readers.opening.files import MAX_DOCUMENT_BYTES, checked_zip


def opened(path: Path):
    """A DOCX file as python-docx gives it, once its size is known to be sound.

    Raises
    ------
    SourceError
        It cannot be opened, or unpacks to more than MAX_DOCUMENT_BYTES.
    """
    checked_zip(path, "document", expected="a DOCX file", limit=MAX_DOCUMENT_BYTES)
    try:
        return docx.Document(str(path))
    # python-docx lets the errors of zipfile, lxml and its own through; each means that the file cannot be read.
    except Exception as problem:
        raise SourceError(
            "the document cannot be opened",
            file=path,
            value=str(problem)[:80],
            expected="a DOCX file",
            remedy="download it again",
        ) from None
