"""Reads `questionnaires/` into domain objects. The only place that knows YAML; it reads and never writes.

    library = load_library(paths.QUESTIONNAIRES)          # everything, checked; ContentError says what is wrong, where
    library.questionnaires["outsourcing-vendor", "1.0"]  # a domain Questionnaire
    rules = load_rules(paths.QUESTIONNAIRES)              # only the tables of scoring and tiering: quick

    document = to_document(questionnaire)                 # JSON-able; from_document is its exact inverse
    fingerprint(questionnaire)                            # changes when, and only when, the document changes

How it works: `files` reads one YAML file and converts it to a struct of `schema` (shape: strict types, no unknown
fields, both languages present), `checks` looks at what shape cannot say (ids, anchors, tiers, references), `build`
makes domain objects, `loader` does this for the folder and collects every problem into one ContentError. `document`
turns a questionnaire into what the database keeps and back: a released version is stored as a document with its
fingerprint, so that a later edit under the same version can be refused.
"""

from vendor_risk.content.document import fingerprint, from_document, to_document
from vendor_risk.content.errors import ContentError, ContentProblem
from vendor_risk.content.library import Library, LibraryRules
from vendor_risk.content.loader import load_library, load_rules

__all__ = [
    "ContentError",
    "ContentProblem",
    "Library",
    "LibraryRules",
    "fingerprint",
    "from_document",
    "load_library",
    "load_rules",
    "to_document",
]
