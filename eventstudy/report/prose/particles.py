"""Korean particles: the form follows the sound that a word ends on."""

FINAL_IN_NAME = {  # Latin letters and digits whose Korean reading ends in a consonant
    **dict.fromkeys("lmnrLMNR", True),
    **dict.fromkeys("013678", True),
}
LIEUL = set("lrLR178")  # readings that end in ㄹ: 으로 becomes 로
HANGUL_FIRST, HANGUL_LAST = 0xAC00, 0xD7A3


def final_consonant(word: str) -> int:
    """Return 0 for a word that ends on a vowel, 8 for ㄹ, another number for other consonants."""
    if word.endswith("%"):  # read 퍼센트
        return 0
    last = next((c for c in reversed(word) if c.isalnum()), "")
    if last and HANGUL_FIRST <= ord(last) <= HANGUL_LAST:
        return (ord(last) - HANGUL_FIRST) % 28
    if last in LIEUL:
        return 8
    return 1 if last in FINAL_IN_NAME else 0


def with_particle(word: str, pair: str) -> str:
    """Append the right one of a pair written consonant/vowel: 은/는, 이/가, 을/를, 으로/로."""
    consonant, vowel = pair.split("/")
    final = final_consonant(word)
    if consonant == "으로" and final == 8:
        return word + vowel
    return word + (consonant if final else vowel)
