"""Damaged and hostile files are answered with a sentence or read, and no row is lost without a word."""

import fuzzing
import pytest

DRAWN = 200
"""Of the inputs of `make fuzz`, so many are read here."""


@pytest.fixture(scope="module")
def sound(tmp_path_factory):
    """What becomes of each sound file."""
    path = tmp_path_factory.mktemp("sound") / "file"
    found = {}
    for name, seed in fuzzing.seeds().items():
        path.write_bytes(seed.content)
        found[name] = fuzzing.outcome(path)
    return found


def test_every_sound_file_is_read_whole(sound):
    assert {each.kind for each in sound.values()} == {"read"} and not any(each.said for each in sound.values())
    assert all(each.rows >= 27 for each in sound.values())


@pytest.mark.parametrize("first", range(0, DRAWN, 20))
def test_no_input_is_a_traceback_or_takes_long_or_loses_a_row_without_a_word(sound, tmp_path, first):
    for number, name, content in fuzzing.inputs(20, 1, first):
        path = tmp_path / "input"
        path.write_bytes(content)
        found = fuzzing.outcome(path)
        assert found.kind in ("answered", "read"), f"input {number}, {name}: {found.words}"
        assert found.seconds <= fuzzing.SECONDS and found.memory <= fuzzing.MEMORY, f"input {number}, {name}"
        assert not fuzzing.lost(fuzzing.seeds()[name], sound[name], content, found), f"input {number}, {name}"


def test_an_input_is_made_again_by_its_number():
    (tenth,) = fuzzing.inputs(1, 1, 10)
    assert list(fuzzing.inputs(11, 1))[10] == tenth
    assert next(fuzzing.inputs(1, 2, 10)) != tenth


def test_rows_that_are_lost_without_a_word_are_noticed():
    words = [f"no00{number}x" for number in range(1, 6)]
    seed = fuzzing.Seed(" ".join(words).encode(), gapless=True)
    sound = fuzzing.Outcome("read", rows=5, texts=frozenset(words))
    first, third = (sound._replace(rows=4, texts=sound.texts - {each}) for each in (words[0], words[2]))
    assert fuzzing.lost(seed, sound, seed.content, first)
    assert not fuzzing.lost(seed, sound, seed.content, first._replace(said=True))
    # A table from which a row is gone tells nobody; the numbers of a document do, but for the last of a list.
    gone = seed.content.replace(b"no001x", b"").replace(b"no003x", b"")
    assert not fuzzing.lost(seed, sound, gone, first)
    document = seed._replace(gapless=False)
    assert fuzzing.lost(document, sound, gone, first) and not fuzzing.lost(document, sound, gone, third)
