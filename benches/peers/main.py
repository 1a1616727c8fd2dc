"""Recall beside what others do: the same conversations, the same questions, one run, one machine.

    cargo xtask bench peers --data FILE [--conversations 0,1]

Ranks and times here; what was ranked is judged by the same program as our own recall. Writes
`docs/PEERS.md` and `docs/peers.svg`.
"""

import argparse
import json
import logging
import os
import platform
import subprocess
import sys
import tempfile
import time
import warnings
from collections import namedtuple
from importlib.metadata import version
from pathlib import Path

import page
from systems import Meaning, Mem0, MiniLM, Words

# As many as our own recall is asked for here, and as many as mem0 gives where nothing is said.
MOST, FEW = 200, 20
WARMING_UP = 5

Turn = namedtuple("Turn", "id told")


def turns_of(sample):
    """Each turn with its speaker and date: what served the others best."""
    conversation = sample["conversation"]
    for number in range(1, len(conversation)):
        date = conversation.get(f"session_{number}_date_time")
        for line in conversation.get(f"session_{number}", []):
            yield Turn(line["dia_id"], f"[{date}] {line['speaker']}: {line['text']}")


class Peer:
    def __init__(self, name, make, model=None):
        self.name, self.make, self.model = name, make, model

    def run(self, samples, chosen, judge):
        """Its figures; without the embedding where it has one."""
        ranked = [[] for _ in samples]
        times = {MOST: [], FEW: []}
        adding, turns = 0.0, 0
        for index in chosen:
            said = list(turns_of(samples[index]))
            begun = time.perf_counter()
            system = self.make(said)
            adding += time.perf_counter() - begun
            turns += len(said)
            questions = [question["question"] for question in samples[index]["qa"]]
            for question in questions[:WARMING_UP]:
                system.rank(question, MOST)
            for question in questions:
                ids, *took = self.timed(system, question, MOST)
                ranked[index].append(ids)
                times[MOST].append(took)
                _, *took = self.timed(system, question, FEW)
                times[FEW].append(took)
        return {
            "name": self.name,
            "groups": judge(ranked),
            "add_ms": 1e3 * adding / turns,
            "ms": percentiles([whole for whole, _ in times[MOST]]),
            "ms_few": percentiles([whole for whole, _ in times[FEW]]),
            "ms_without_embedding": percentiles([whole - part for whole, part in times[MOST]]),
        }

    def timed(self, system, question, k):
        before = self.model.spent if self.model else 0.0
        begun = time.perf_counter()
        ids = system.rank(question, k)
        whole = time.perf_counter() - begun
        return ids, whole, self.model.spent - before if self.model else 0.0


def percentiles(times):
    times = sorted(1e3 * each for each in times)
    return {"p50": times[len(times) // 2], "p95": times[int(len(times) * 0.95)]}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--conversations")
    parser.add_argument("--recall", required=True, help="our own recall's program, which also judges")
    parser.add_argument("--docs", type=Path, required=True)
    asked = parser.parse_args()
    logging.disable(logging.WARNING)
    warnings.simplefilter("ignore")

    samples = json.loads(asked.data.read_text())
    chosen = list(range(len(samples)))
    only = []
    if asked.conversations:
        chosen = [int(number) for number in asked.conversations.split(",")]
        only = ["--conversations", asked.conversations]

    def recall(*more):
        command = [asked.recall, "--data", str(asked.data), "--json", *only, *more]
        return json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout)

    def judge(ranked):
        with tempfile.NamedTemporaryFile("w", suffix=".json") as file:
            json.dump(ranked, file)
            file.flush()
            return recall("--ranked", file.name)["groups"]

    model = MiniLM()
    load = [os.getloadavg()[0]]
    with tempfile.TemporaryDirectory() as folder:
        made = iter(range(sys.maxsize))

        def mem0(store, words):
            return lambda turns: Mem0(turns, model, store, f"{folder}/{next(made)}", words)

        peers = [
            Peer("BM25 alone", Words),
            Peer("MiniLM alone", lambda turns: Meaning(turns, model), model),
            Peer("mem0 on FAISS, by meaning", mem0("faiss", False), model),
            Peer("mem0 on Qdrant, by words and meaning", mem0("qdrant", True), model),
        ]
        ours = [recall()]
        results = []
        for peer in peers:
            print(f"{peer.name} …", flush=True)
            results.append(peer.run(samples, chosen, judge))
        ours.append(recall())
    load.append(os.getloadavg()[0])
    packages = ["mem0ai", "qdrant-client", "faiss-cpu", "fastembed", "spacy", "bm25s", "onnxruntime"]
    about = {
        "cores": os.cpu_count(),
        "machine": f"{platform.system()} on {platform.machine()}",
        "python": platform.python_version(),
        "versions": {name: version(name) for name in packages},
        "load": load,
        "conversations": len(chosen),
    }
    page.write(asked.docs, ours, results, about)
    print((asked.docs / "PEERS.md").read_text())


if __name__ == "__main__":
    main()
