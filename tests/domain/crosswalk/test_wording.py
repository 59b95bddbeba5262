"""How alike texts are: endings do not count, synonyms meet across languages, long texts do not match by chance."""

from vendor_risk.domain.crosswalk.wording import Synonyms, compare, stem

WORDS = Synonyms((("vendor", "third party", "委託先"), ("assessment", "assess", "評価")), frozenset({"the", "of"}))


def test_endings_do_not_tell_words_apart():
    assert stem("policies") == stem("policy")
    assert stem("assessments") == stem("assess")
    assert stem("log") == "log"


def test_synonyms_are_one_term_in_both_languages():
    english, japanese = WORDS.terms("Assessment of third parties and vendors"), WORDS.terms("委託先を評価している")
    assert japanese <= english | WORDS.terms("vendors")
    assert WORDS.terms("assess the third party") == WORDS.terms("委託先の評価")


def test_a_term_is_shown_by_the_word_that_stands_in_the_text():
    assert set(WORDS.found("The third party's firewall").values()) == {"third party", "firewall"}


def test_japanese_without_synonyms_is_compared_by_pairs_of_characters():
    assert WORDS.terms("暗号化") == {"暗号", "号化"}
    assert WORDS.terms("サーバー") == {"サーバー"}


def test_a_phrase_stands_fully_where_all_its_words_are_and_less_in_a_long_text():
    short = WORDS.terms("incident response plan tested yearly")
    long = WORDS.terms("incident response plan " + " ".join(f"word{letter}" for letter in "abcdefghijklmnopqrstuvw"))
    other = [WORDS.terms(f"something{number} else{number}") for number in range(40)]
    found = compare([short, long, *other], [WORDS.terms("incident response plan")], [short])
    assert found.phrases[0, 0] > 0.9
    assert 0 < found.phrases[1, 0] < found.phrases[0, 0]
    assert found.phrases[2:, 0].max() == 0
    assert found.wholes[0, 0] == found.wholes.max() > 0.99


def test_nothing_is_compared_with_nothing():
    assert compare([], [], []).phrases.shape == (0, 0)
    assert compare([frozenset()], [frozenset()], [frozenset()]).wholes.tolist() == [[0.0]]
