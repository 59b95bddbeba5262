"""Review of submitted assessments."""
