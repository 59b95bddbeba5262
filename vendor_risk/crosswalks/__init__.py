"""Answer once, use everywhere: answers to other questionnaires proposed for ours, confirmed by a person, marked."""
