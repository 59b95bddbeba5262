import pytest

from vendor_risk.assessments.results.rescore_actions import Difference
from vendor_risk.i18n import speaking
from vendor_risk.reviews import words


@pytest.mark.parametrize(("lang", "comma"), [("en", ", "), ("ja", "、")])
def test_every_difference_has_a_name_in_either_language(app, lang, comma):
    with app.test_request_context(), speaking(lang):
        names = words.differences(Difference).split(comma)
    assert len(set(names)) == len(Difference)
    assert (names == list(Difference)) == (lang == "en")
