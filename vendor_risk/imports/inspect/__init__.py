"""What was understood of a file, without a database."""
