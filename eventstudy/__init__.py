"""Event studies of news, and a check of what articles said about the prices."""
