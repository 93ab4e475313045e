"""Opening files: bytes, sheets, workbooks, Word and PDF, before anybody knows what they say."""
