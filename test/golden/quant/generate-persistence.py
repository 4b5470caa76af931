"""Writes persistence.json beside this file: the numbers src/quant/persistence is held to.

Run from the top of the project:
     pip install numpy==2.4.6 scipy==1.17.1 antropy==0.2.3 fathon==1.4.0 pyunicorn==1.0.0 nolds==0.6.3
     python test/golden/quant/generate-persistence.py
Never run it to make a test pass: a difference is a bug in one of the two.
"""

import importlib.metadata
import json
import pathlib
import sys
import types
import warnings

import antropy
import fathon
import numpy as np
import scipy.stats
from fathon import fathonUtils
from pyunicorn.timeseries import RecurrencePlot


class NoData(types.ModuleType):
    """nolds loads data sets when imported, which fails on some installations; none is used."""

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return None


sys.modules["nolds.datasets"] = NoData("nolds.datasets")
import nolds  # noqa: E402

warnings.simplefilter("ignore")


def made(random):
    n = 300
    noise = random.standard_normal(n)
    keeping = np.zeros(n)
    turning = np.zeros(n)
    logistic = np.zeros(n)
    logistic[0] = 0.3
    for i in range(1, n):
        keeping[i] = 0.7 * keeping[i - 1] + noise[i]
        turning[i] = -0.5 * turning[i - 1] + noise[i]
        logistic[i] = 4 * logistic[i - 1] * (1 - logistic[i - 1])
    series = {"noise": noise, "keeping": keeping, "turning": turning, "logistic": logistic,
              "walk": np.cumsum(noise), "wave": np.sin(0.21 * np.arange(n)) + 0.1 * noise}
    return {k: np.round(v, 6) for k, v in series.items()}


def dfa(x, order, sizes):
    engine = fathon.DFA(fathonUtils.toAggregated(x))
    n, f = engine.computeFlucVec(np.array(sizes), polOrd=order)
    return {"order": order, "sizes": sizes, "fluctuations": f.tolist(), "exponent": float(np.polyfit(np.log(n), np.log(f), 1)[0])}


def recurrence(x, threshold, dimension, delay):
    plot = RecurrencePlot(x, threshold=threshold, dim=dimension, tau=delay, metric="supremum", normalize=False, silence_level=2)
    return {"threshold": threshold, "dimension": dimension, "delay": delay, "rate": float(plot.recurrence_rate()),
            "determinism": float(plot.determinism(l_min=2)), "laminarity": float(plot.laminarity(v_min=2))}


def shannon(x, bins):
    nats = scipy.stats.entropy(np.histogram(x, bins)[0])
    return {"bins": bins, "nats": float(nats), "normalised": float(nats / np.log(bins))}


def benford(values):
    digits = np.array([int(f"{abs(v):e}"[0]) for v in values if v != 0])
    counts = np.array([np.sum(digits == d) for d in range(1, 10)])
    shares = np.log10(1 + 1 / np.arange(1, 10))
    found = scipy.stats.chisquare(counts, shares * counts.sum())
    return {"counts": counts.tolist(), "chiSquared": float(found.statistic), "probability": float(found.pvalue),
            "deviation": float(np.mean(np.abs(counts / counts.sum() - shares)))}


def main():
    random = np.random.default_rng(20260103)
    series = made(random)
    numbers = {"lognormal": [float(f"{v:.6g}") for v in np.exp(3 * random.standard_normal(400))],
               "uniform": [float(f"{v:.6g}") for v in random.uniform(-1, 1, 400)] + [0.0]}
    version = importlib.metadata.version
    golden = {
        "source": "antropy perm_entropy, sample_entropy, app_entropy; fathon DFA; pyunicorn RecurrencePlot; nolds lyap_r; "
        "scipy.stats entropy of numpy histogram; scipy.stats chisquare",
        "versions": ", ".join(f"{p} {version(p)}" for p in ("numpy", "scipy", "antropy", "fathon", "pyunicorn", "nolds")),
        "generator": "test/golden/quant/generate-persistence.py",
        "licence": "numbers made for this project, MIT",
        "tolerance": 1e-9,
        "series": {k: v.tolist() for k, v in series.items()},
        "fluctuation": {k: [dfa(x, 1, [8, 12, 20, 40, 75]), dfa(x, 2, [8, 15, 30, 60])] for k, x in series.items()},
        "permutation": {k: [[m, d, float(antropy.perm_entropy(x, m, d, normalize=True))] for m, d in ((3, 1), (4, 2), (5, 1), (6, 3))] for k, x in series.items()},
        "sample": {k: [[m, float(antropy.sample_entropy(x, m))] for m in (2, 3)] for k, x in series.items() if k != "noise"},
        "approximate": {k: [[m, float(antropy.app_entropy(x, m))] for m in (2, 3)] for k, x in series.items()},
        "tolerant": [float(antropy.sample_entropy(series["keeping"], 2, tolerance=0.8)), float(antropy.app_entropy(series["keeping"], 2, tolerance=0.8))],
        "shannon": {k: [shannon(x, 5), shannon(x, 20)] for k, x in series.items()},
        "recurrence": {k: [recurrence(x, 0.3, 1, 1), recurrence(x, 0.6, 3, 2)] for k, x in series.items()},
        "lyapunov": {k: [[m, d, s, t, float(nolds.lyap_r(x, emb_dim=m, lag=d, min_tsep=s, trajectory_len=t, fit="poly"))]
                         for m, d, s, t in ((2, 1, 10, 5), (4, 1, 10, 10), (3, 2, 20, 8))] for k, x in series.items()},
        "benford": {k: {"values": v, **benford(v)} for k, v in numbers.items()},
    }
    path = pathlib.Path(__file__).with_name("persistence.json")
    path.write_text(json.dumps(golden) + "\n")


main()
