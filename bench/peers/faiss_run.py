"""faiss: the exact index of inner products over unit vectors, one thread, one query at a time."""

import json
import sys
import time

import faiss
import numpy as np

folder, text = sys.argv[1:]
plan = json.loads(text)


def unit(name):
    vectors = np.fromfile(f'{folder}/{name}.f32', dtype=np.float32).reshape(-1, plan['dimensions'])
    return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


faiss.omp_set_num_threads(1)
index = faiss.IndexFlatIP(plan['dimensions'])
index.add(unit('entries'))
queries = unit('queries')


def say(answer):
    print(json.dumps(answer), flush=True)


def seconds(query):
    start = time.perf_counter()
    index.search(query[None, :], plan['k'])
    return time.perf_counter() - start


say({'version': faiss.__version__})
for line in sys.stdin:
    if line.strip() == 'answer':
        say({'ids': [index.search(of[None, :], plan['k'])[1][0].tolist() for of in queries]})
    else:
        say({'seconds': float(np.median([seconds(of) for of in queries]))})
