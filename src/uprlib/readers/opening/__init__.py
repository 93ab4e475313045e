"""Opening files of each kind safely, whatever they are about: text, sheets, XLSX, Word, PDF."""
