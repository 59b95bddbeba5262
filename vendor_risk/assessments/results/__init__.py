"""Results of assessments: made, explained, made again under other rules."""
