"""Writes game.json beside this file: equilibria, tests and Shapley values found another way.

Run: python -m venv venv && venv/bin/pip install numpy==2.4.6 scipy==1.17.1
     venv/bin/python test/golden/quant/generate-game.py
Never run it to make a test pass: a difference is a bug in one of the two.
"""

import itertools
import json
import math
import pathlib

import numpy as np
import scipy
from scipy import optimize, stats


def zero_sum(name, payoffs):
    """The row player's program: the largest v with x'A >= v."""
    a = np.array(payoffs, dtype=float)
    m, n = a.shape
    found = optimize.linprog(np.r_[np.zeros(m), -1.0], A_ub=np.c_[-a.T, np.ones(n)], b_ub=np.zeros(n),
                             A_eq=[np.r_[np.ones(m), 0.0]], b_eq=[1.0], bounds=[(0, None)] * m + [(None, None)], method="highs")
    return {"name": name, "payoffs": a.tolist(), "value": float(found.x[-1]), "row": found.x[:m].tolist()}


def chi_squared(counts, strategy):
    found = stats.chisquare(counts, np.sum(counts) * np.array(strategy))
    return {"counts": counts, "strategy": strategy, "statistic": float(found.statistic), "probability": float(found.pvalue)}


def shapley(name, players, worth):
    """Every order of joining, counted."""
    values = np.zeros(players)
    for order in itertools.permutations(range(players)):
        coalition = 0
        for p in order:
            values[p] += worth(coalition | 1 << p) - worth(coalition)
            coalition |= 1 << p
    return {"name": name, "players": players, "worths": [worth(c) for c in range(1 << players)], "values": (values / math.factorial(players)).tolist()}


def members(coalition):
    return [p for p in range(8) if coalition >> p & 1]


def airport(coalition):
    return float(max((p + 1 for p in members(coalition)), default=0))


def gloves(coalition):
    """One right glove, held by player 2; left ones by 0 and 1."""
    here = members(coalition)
    return float(2 in here and (0 in here or 1 in here))


def vote(coalition):
    return float(sum((4, 3, 2, 1)[p] for p in members(coalition)) >= 6)


RNG = np.random.default_rng(7)
RANDOM_7 = np.round(RNG.normal(size=(7, 7)), 3)
RANDOM_9_4 = np.round(RNG.normal(size=(9, 4)), 3)
RANDOM_6 = np.round(RNG.normal(size=64), 3)

if __name__ == "__main__":
    out = {
        "source": "scipy linprog (HiGHS) and chisquare; Shapley values by counting every order",
        "versions": {"numpy": np.__version__, "scipy": scipy.__version__},
        "tolerance": 1e-9,
        "zeroSum": [
            zero_sum("rock paper scissors", [[0, -1, 1], [1, 0, -1], [-1, 1, 0]]),
            zero_sum("matching pennies", [[1, -1], [-1, 1]]),
            zero_sum("a saddle point", [[3, 1, 4], [2, 0, 1], [5, -2, 3]]),
            zero_sum("two by two", [[3, -1], [-2, 1]]),
            zero_sum("seven strategies", RANDOM_7),
            zero_sum("nine by four", RANDOM_9_4),
        ],
        "chiSquared": [
            chi_squared([44, 56, 50], [1 / 3, 1 / 3, 1 / 3]),
            chi_squared([70, 20, 10], [0.5, 0.3, 0.2]),
            chi_squared([10, 12, 9, 11, 8, 10], [1 / 6] * 6),
        ],
        "shapley": [
            shapley("airport", 3, airport),
            shapley("gloves", 3, gloves),
            shapley("weighted votes", 4, vote),
            shapley("random", 6, lambda c: float(RANDOM_6[c])),
        ],
    }
    pathlib.Path(__file__).with_name("game.json").write_text(json.dumps(out, indent=1) + "\n")
