from vendor_risk import paths
from vendor_risk.content import load_library
from vendor_risk.domain.questionnaires import Questionnaire, Section, Text
from vendor_risk.heatmaps.labels import SHORT, short_titles


def released():
    found = load_library(paths.QUESTIONNAIRES).questionnaires
    return found.values() if isinstance(found, dict) else found


def test_every_section_of_our_own_questionnaires_has_a_short_name_that_fits_a_column():
    for questionnaire in released():
        assert set(SHORT[questionnaire.key]) == {section.id for section in questionnaire.sections}
        assert all(len(text.en) <= 12 and len(text.ja) <= 7 for text in SHORT[questionnaire.key].values())


def test_a_section_without_a_short_name_shows_the_beginning_of_its_title():
    section = Section("S1", Text("A title that is long", "とても長い見出しです"), ())
    questionnaire = Questionnaire("other", "1", Text("O", "他"), (section,))
    assert short_titles(questionnaire, "en") == ["A title that …"]
    assert short_titles(questionnaire, "ja") == ["とても長い見出…"]
