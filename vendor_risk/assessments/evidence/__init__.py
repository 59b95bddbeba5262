"""Evidence for answers: files and references, checked, kept and handed out."""
