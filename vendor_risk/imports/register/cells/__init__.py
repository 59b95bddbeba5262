"""One cell of a list: numbers, dates, words and names as people write them, and how its column is read."""
