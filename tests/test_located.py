"""YAML as text values with places; what is refused."""

import pytest

from eventstudy.errors import ConfigError
from eventstudy.located import MAX_BYTES, MAX_DEPTH, decode, field_name, parse, read_text


def test_every_scalar_stays_text_and_null_is_none():
    value = parse("a: ON\nb: 000660\nc: 17.0\nd: 9:30\ne: null\nf: ~\ng:\nh: 'null'\n", "f").value

    assert value == {
        "a": "ON", "b": "000660", "c": "17.0", "d": "9:30",
        "e": None, "f": None, "g": None, "h": "null",
    }  # fmt: skip


def test_values_and_keys_know_their_line_and_column():
    located = parse("top:\n  - {name: x,\n     size: 3}\n", "f.yaml")

    assert located.at(("top", 0, "size")) == "f.yaml:3:12"
    assert located.at(("top", 0, "missing")) == "f.yaml:2:5"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a: 1\nb: 2\na: 3\n", "f:3:1: a: stands here twice"),
        ("x: {b: 1, b: 2}", "f:1:11: x.b: stands here twice"),
        ("a: &x 1\nb: *x\n", "f:1:4: anchors and aliases"),
        ("a: !!python/object/apply:os.system [ls]\n", "f:1:4: tags"),
        ("a: 1\n---\nb: 2\n", "f:2:1: a second document"),
        ("? [a, b]\n: 1\n", "a key must be plain text"),
        ("a: [1, 2\n", "not valid YAML"),
        ("a: 'open\n", "not valid YAML"),
        ("\ta: 1\n", "not valid YAML"),
        ("a: \x00\n", "not valid YAML"),
    ],
)
def test_magic_and_broken_yaml_is_refused_with_its_place(text, said):
    with pytest.raises(ConfigError) as error:
        parse(text, "f")

    assert said in str(error.value)
    assert len(error.value.faults) == 1


@pytest.mark.parametrize(
    "deep", ["[" * 100_000, "a:\n" + "".join(" " * i + "- \n" for i in range(40)), "{a: " * 5000]
)
def test_nesting_of_any_depth_is_refused(deep):
    with pytest.raises(ConfigError, match=f"nested deeper than {MAX_DEPTH}|not valid YAML"):
        parse(deep, "f")


def test_a_bom_is_ignored_and_other_encodings_are_named_with_their_line():
    assert decode("﻿a: 1".encode(), "f") == "a: 1"
    with pytest.raises(ConfigError, match=r"f:2:1: not UTF-8 \(byte 5\)"):
        decode(b"a: 1\n\xbf\xc0", "f")


def test_a_folder_a_missing_and_a_huge_file_are_refused(tmp_path):
    huge = tmp_path / "huge.yaml"
    with huge.open("wb") as stream:
        stream.truncate(50_000_000)

    for path, said in [
        (tmp_path, "a folder, not a config file"),
        (tmp_path / "none.yaml", "No such file"),
        (huge, f"larger than {MAX_BYTES:,} bytes"),
    ]:
        with pytest.raises(ConfigError, match=said):
            read_text(path)


def test_fields_are_named_as_people_write_them():
    assert field_name(("claims", 2, "hedge")) == "claims[2].hedge"
    assert field_name(()) == "(whole file)"
