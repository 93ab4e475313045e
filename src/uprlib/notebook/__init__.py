"""A notebook's run: parameters, record, formats, execution, and what it rests on."""
