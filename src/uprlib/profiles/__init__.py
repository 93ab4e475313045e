"""One measure for every State, and where one State stands among them."""
