"""Evidence on the vendor's pages: attached, taken away, handed out."""
