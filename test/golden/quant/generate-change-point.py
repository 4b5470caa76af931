"""Writes change-point.json beside this file: the numbers src/quant/change-point is held to.

Run from the top of the project:
     pip install numpy==2.4.6 scipy==1.17.1 ruptures==1.1.10 river==0.26.1
     python test/golden/quant/generate-change-point.py
Never run it to make a test pass: a difference is a bug in one of the two.
"""

import importlib.metadata
import json
import pathlib

import numpy as np
import ruptures
from river import drift
from ruptures.base import BaseCost
from scipy import stats


class Normal(BaseCost):
    """n log(variance + 1e-9 of the whole), around the mean of the stretch or of the series."""

    model = ""
    min_size = 2

    def __init__(self, around):
        self.around = around

    def fit(self, signal):
        self.signal = signal.ravel()
        self.floor = 1e-9 * self.signal.var()
        self.gaps = self.signal - self.signal.mean()
        return self

    def error(self, start, end):
        part = self.signal[start:end]
        spread = part.var() if self.around == "own" else np.mean(self.gaps[start:end] ** 2)
        return (end - start) * np.log(spread + self.floor)


class Mean(BaseCost):
    model = ""
    min_size = 1

    def __init__(self, scale):
        self.scale = scale

    def fit(self, signal):
        self.signal = signal.ravel()
        return self

    def error(self, start, end):
        return (end - start) * self.signal[start:end].var() / self.scale


def cut(cost, n, penalty, least):
    """The best cut of all, by dynamic programming over every start of the last stretch."""
    best, before = [-penalty] + [np.inf] * n, [0] * (n + 1)
    for end in range(least, n + 1):
        tries = [(best[s] + cost.error(s, end) + penalty, s) for s in range(end - least + 1) if np.isfinite(best[s])]
        best[end], before[end] = min(tries)
    ends, at = [], n
    while at > 0:
        ends.append(at)
        at = before[at]
    return ends[::-1]


def pelt(x, change, penalty, least):
    scale = np.median(np.abs(np.diff(x))) ** 2 / 0.6744897501960817**2 / 2
    cost = {"mean": Mean(scale), "variance": Normal("whole"), "mean-and-variance": Normal("own")}[change]
    penalty = penalty or (3 if change == "mean-and-variance" else 2) * np.log(len(x))
    ends = ruptures.Pelt(custom_cost=cost, min_size=least, jump=1).fit(x).predict(pen=penalty)
    best = cut(cost, len(x), penalty, least)
    # Pelt may prune the best cut away where stretches have a shortest length: it is never better.
    assert cost.sum_of_costs(ends) + penalty * len(ends) >= cost.sum_of_costs(best) + penalty * len(best) - 1e-9
    return {"change": change, "penalty": penalty, "countMin": least, "changes": best[:-1], "ofPelt": ends[:-1],
            "cost": float(cost.sum_of_costs(best))}


def hinkley(x, tolerance, threshold, memory):
    test = drift.PageHinkley(min_instances=20, delta=tolerance, threshold=threshold, alpha=memory)
    alarms = []
    for i, v in enumerate(x):
        test.update(float(v))
        if test.drift_detected:
            alarms.append(i)
    return {"tolerance": tolerance, "threshold": threshold, "memory": memory, "alarms": alarms}


def run_lengths(x, run_mean, mean, deviation, mean_weight, deviation_weight):
    """Adams and MacKay, every run length kept."""
    hazard = 1 / run_mean
    p = np.array([1.0])
    mu, kappa = np.array([mean]), np.array([mean_weight])
    alpha, beta = np.array([deviation_weight / 2]), np.array([deviation_weight / 2 * deviation**2])
    likeliest, expected, changed = [], [], []
    for v in x:
        density = stats.t.pdf(v, 2 * alpha, mu, np.sqrt(beta * (kappa + 1) / (alpha * kappa)))
        p = np.append(np.sum(p * density * hazard), p * density * (1 - hazard))
        p /= p.sum()
        beta = np.append(beta[0] * 0 + deviation_weight / 2 * deviation**2, beta + kappa * (v - mu) ** 2 / (2 * (kappa + 1)))
        mu = np.append(mean, (kappa * mu + v) / (kappa + 1))
        kappa, alpha = np.append(mean_weight, kappa + 1), np.append(deviation_weight / 2, alpha + 0.5)
        likeliest.append(int(np.argmax(p)))
        expected.append(float(np.sum(np.arange(len(p)) * p)))
        changed.append(float(p[0]))
    return {"runLengthMean": run_mean, "mean": mean, "deviation": deviation, "meanWeight": mean_weight, "deviationWeight": deviation_weight,
            "likeliest": likeliest, "expected": expected, "changed": changed}


def main():
    random = np.random.default_rng(20260105)
    noise = random.standard_normal(160)
    level = np.repeat([0, 3, -1, 1.5], 40)
    spread = np.repeat([1, 3, 0.5, 1], 40)
    series = {"noise": noise, "means": noise + level, "variances": 2 + noise * spread, "both": noise * spread + level,
              "small": noise[:40] + np.repeat([0, 1.2], 20)}
    series = {k: np.round(v, 6) for k, v in series.items()}
    version = importlib.metadata.version
    golden = {
        "source": "ruptures Pelt with custom costs, and every cut tried in numpy; river PageHinkley; run lengths written out in numpy and scipy",
        "versions": ", ".join(f"{p} {version(p)}" for p in ("numpy", "scipy", "ruptures", "river")),
        "generator": "test/golden/quant/generate-change-point.py",
        "licence": "numbers made for this project, MIT",
        "tolerance": 1e-9,
        "series": {k: v.tolist() for k, v in series.items()},
        "pelt": {k: [pelt(x, c, pen, least) for c in ("mean", "variance", "mean-and-variance") for pen, least in ((None, 5), (None, 10), (25.0, 2))]
                 for k, x in series.items()},
        "hinkley": {k: [hinkley(x, *o) for o in ((0.1, 8.0, 1.0), (0.5, 5.0, 0.999))] for k, x in series.items()},
        "runLengths": {k: [run_lengths(x, *o) for o in ((50.0, 0.0, 1.0, 0.1, 2.0), (100.0, 1.0, 2.0, 1.0, 5.0))]
                       for k, x in series.items() if k in ("means", "both", "small")},
    }
    path = pathlib.Path(__file__).with_name("change-point.json")
    path.write_text(json.dumps(golden) + "\n")


main()
