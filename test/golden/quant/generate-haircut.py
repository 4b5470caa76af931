"""Writes haircut.json beside this file: what haircutSharpe is held to.

Run: pip install numpy==2.4.6 scipy==1.17.1 statsmodels==0.15.0
     python test/golden/quant/generate-haircut.py
Never run it to make a test pass: a difference is a bug in one of the two.

The probability is that of a Student t of Sharpe x sqrt(count) with count - 1 degrees of freedom,
two-sided; adjusted by statsmodels' multipletests over all tests; the haircut ratio is the one whose
probability is the adjusted one (Harvey and Liu, "Backtesting", 2015). Here the other tests are
given, where the paper draws them from a model of published factors.
"""

import json
import pathlib

import numpy as np
import scipy
import statsmodels
from scipy import stats
from statsmodels.stats.multitest import multipletests

METHODS = {"bonferroni": "bonferroni", "holm": "holm", "benjamini-yekutieli": "fdr_by"}


def haircut(sharpe, count, others, method):
    probability = 2 * stats.t.sf(abs(sharpe) * np.sqrt(count), count - 1)
    adjusted = multipletests([probability, *others], method=METHODS[method])[1][0]
    left = stats.t.isf(adjusted / 2, count - 1) / np.sqrt(count)
    return {
        "sharpe": sharpe,
        "count": count,
        "others": others,
        "adjustment": method,
        "probability": float(probability),
        "adjusted": float(adjusted),
        "left": float(left),
        "haircut": float(1 - left / sharpe),
    }


def main():
    random = np.random.default_rng(20261128)
    small = [round(float(p), 6) for p in random.uniform(0, 1, 9) ** 3]
    many = [round(float(p), 6) for p in random.uniform(0, 1, 60) ** 4]
    cases = [
        (0.15, 250, small),
        (0.21651, 240, many),
        (0.21651, 240, [1.0] * 199),
        (0.08, 1000, small),
        (0.05, 400, [0.001, 0.002, 0.5]),
        (0.4575, 24, [0.04, 0.04, 0.2, 1.0]),
        (1.2, 60, many),
    ]
    golden = {
        "source": "Harvey and Liu 2015; scipy, statsmodels",
        "versions": f"numpy {np.__version__}, scipy {scipy.__version__}, statsmodels {statsmodels.__version__}",
        "generator": "test/golden/quant/generate-haircut.py",
        "tolerance": 1e-9,
        "cases": [haircut(*case, method) for case in cases for method in METHODS],
    }
    path = pathlib.Path(__file__).with_name("haircut.json")
    path.write_text(json.dumps(golden).replace("}, {", "},\n{").replace(', "', ',\n"') + "\n")


main()
