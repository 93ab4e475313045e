"""The wording that formats share: brackets, labels, symbols, segments."""
