#!/usr/bin/env python3
"""Writes fixtures/deep: a model of a few hundred numbers, with which tests ask for a second opinion.

    python3 scripts/tiny_model.py fixtures/deep

It has the form of a real one (ONNX network, tokenizer.json, config.json) and knows by heart which of its word pieces are
parts of names; neighbours mean nothing to it. Standard library only, same bytes every time.
"""

import json
import pathlib
import struct
import sys

LABELS = ["O", "B-GIVEN_NAME", "I-GIVEN_NAME", "B-CITY", "B-PHONE"]

# Every piece with the label it is sure of.
PIECES = {
    "[PAD]": "O",
    "[UNK]": "O",
    "[CLS]": "O",
    "[SEP]": "O",
    "zor": "B-GIVEN_NAME",
    "##blin": "I-GIVEN_NAME",
    "##ic": "I-GIVEN_NAME",
    "vel": "B-GIVEN_NAME",
    "##ka": "O",
    "quor": "B-CITY",
    "##ham": "B-CITY",
    "will": "B-GIVEN_NAME",
    "basil": "B-GIVEN_NAME",
    "clay": "B-GIVEN_NAME",
    "hazel": "B-GIVEN_NAME",
    "heather": "B-GIVEN_NAME",
    "ivy": "B-GIVEN_NAME",
    "jasper": "B-GIVEN_NAME",
    "rowan": "B-GIVEN_NAME",
    "sage": "B-GIVEN_NAME",
    "07700": "B-PHONE",
    "asked": "O",
    "'": "O",
    "s": "O",
}


def varint(number):
    """A number as protocol buffers write it."""
    out = bytearray()
    while number > 0x7F:
        out.append(number & 0x7F | 0x80)
        number >>= 7
    out.append(number)
    return bytes(out)


def field(number, value):
    """A field: whole numbers as such, everything else with its length."""
    if isinstance(value, int):
        return varint(number << 3) + varint(value)
    value = value.encode() if isinstance(value, str) else value
    return varint(number << 3 | 2) + varint(len(value)) + value


def value(name, kind, shape):
    """An input or output: `kind` is 1 for fractions and 7 for whole numbers; a name in `shape` is any length."""
    dims = b"".join(field(1, field(1, it) if isinstance(it, int) else field(2, it)) for it in shape)
    return field(1, name) + field(2, field(1, field(1, kind) + field(2, dims)))


def network():
    """Looks every piece up in a table."""
    rows = [[6.0 if label == own else 0.0 for label in LABELS] for own in PIECES.values()]
    numbers = b"".join(struct.pack("<f", number) for row in rows for number in row)
    table = field(1, len(rows)) + field(1, len(LABELS)) + field(2, 1) + field(8, "table") + field(9, numbers)
    node = field(1, "table") + field(1, "input_ids") + field(2, "logits") + field(3, "look") + field(4, "Gather")
    graph = (
        field(1, node)
        + field(2, "tiny")
        + field(5, table)
        + field(11, value("input_ids", 7, ["batch", "length"]))
        + field(11, value("attention_mask", 7, ["batch", "length"]))
        + field(12, value("logits", 1, ["batch", "length", len(LABELS)]))
    )
    return field(1, 8) + field(2, "scripts/tiny_model.py") + field(7, graph) + field(8, field(1, "") + field(2, 13))


def tokenizer():
    """How words are cut."""
    special = ["[PAD]", "[UNK]", "[CLS]", "[SEP]"]
    numbers = {piece: number for number, piece in enumerate(PIECES)}
    added = {"single_word": False, "lstrip": False, "rstrip": False, "normalized": False, "special": True}
    mark = lambda name: {"SpecialToken": {"id": name, "type_id": 0}}
    of = lambda name, part: {"Sequence": {"id": name, "type_id": part}}
    return {
        "version": "1.0",
        "truncation": None,
        "padding": None,
        "added_tokens": [{"id": numbers[piece], "content": piece, **added} for piece in special],
        "normalizer": {
            "type": "BertNormalizer",
            "clean_text": True,
            "handle_chinese_chars": True,
            "strip_accents": None,
            "lowercase": True,
        },
        "pre_tokenizer": {"type": "BertPreTokenizer"},
        "post_processor": {
            "type": "TemplateProcessing",
            "single": [mark("[CLS]"), of("A", 0), mark("[SEP]")],
            "pair": [mark("[CLS]"), of("A", 0), mark("[SEP]"), of("B", 1), mark("[SEP]")],
            "special_tokens": {
                name: {"id": name, "ids": [numbers[name]], "tokens": [name]} for name in ["[CLS]", "[SEP]"]
            },
        },
        "decoder": {"type": "WordPiece", "prefix": "##", "cleanup": True},
        "model": {
            "type": "WordPiece",
            "unk_token": "[UNK]",
            "continuing_subword_prefix": "##",
            "max_input_chars_per_word": 100,
            "vocab": numbers,
        },
    }


def main():
    """Writes the three files into the folder named."""
    folder = pathlib.Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "model.onnx").write_bytes(network())
    config = {"id2label": {str(number): label for number, label in enumerate(LABELS)}, "max_position_embeddings": 16}
    for name, content in [("tokenizer.json", tokenizer()), ("config.json", config)]:
        (folder / name).write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")


main()
