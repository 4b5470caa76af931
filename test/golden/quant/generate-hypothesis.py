"""Writes hypothesis.json beside this file: what src/quant/hypothesis is held to.

Run: pip install numpy==2.4.6 scipy==1.17.1 statsmodels==0.15.0 arch==8.0.0
     python test/golden/quant/generate-hypothesis.py
Never run it to make a test pass: a difference is a bug in one of the two.
"""

import json
import pathlib

import arch
import numpy as np
import scipy
import statsmodels
from arch.unitroot import VarianceRatio
from scipy import special, stats
from statsmodels.sandbox.stats.runs import runstest_1samp
from statsmodels.stats.diagnostic import acorr_ljungbox, het_arch, normal_ad
from statsmodels.stats.multitest import multipletests

METHODS = {
    "bonferroni": "bonferroni",
    "holm": "holm",
    "hochberg": "simes-hochberg",
    "benjamini-hochberg": "fdr_bh",
    "benjamini-yekutieli": "fdr_by",
}
# Benjamini and Hochberg 1995, section 4: treatments of myocardial infarction.
PAPER = [0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240]
PAPER += [0.4262, 0.5719, 0.6528, 0.7590, 1.0000]
SIDES = ["two-sided", "greater", "less"]


def plain(x):
    return [float(v) for v in x]


def adjusted(name, p, level):
    found = {}
    for ours, theirs in METHODS.items():
        rejected, values, _, _ = multipletests(p, alpha=level, method=theirs)
        found[ours] = {"probabilities": plain(values), "isRejected": [bool(r) for r in rejected]}
    return {"name": name, "raw": plain(p), "level": level, "adjusted": found}


def pair(name, a, b):
    paired = len(a) == len(b)
    ties = len(set(a) | set(b)) < len(a) + len(b)
    root = np.sqrt(len(a) * len(b) / (len(a) + len(b)))
    distance = stats.ks_2samp(a, b).statistic
    out = {"name": name, "a": plain(a), "b": plain(b), "sides": {}}
    for side in SIDES:
        welch = stats.ttest_ind(a, b, equal_var=False, alternative=side)
        one = stats.ttest_1samp(a, 0.1, alternative=side)
        wins = stats.mannwhitneyu(a, b, alternative=side, method="asymptotic")
        out["sides"][side] = {
            "welch": [float(welch.statistic), float(welch.pvalue), float(welch.df)],
            "one": [float(one.statistic), float(one.pvalue), float(one.df)],
            "wins": [float(wins.statistic), float(wins.pvalue)],
        }
        if not ties:
            exact = stats.mannwhitneyu(a, b, alternative=side, method="exact")
            out["sides"][side]["winsExact"] = [float(exact.statistic), float(exact.pvalue)]
        if paired:
            both = stats.ttest_rel(a, b, alternative=side)
            out["sides"][side]["paired"] = [float(both.statistic), float(both.pvalue), float(both.df)]
    out["ks"] = [float(distance), float(special.kolmogorov(root * distance))]
    if not ties:
        out["ksExact"] = [float(distance), float(stats.ks_2samp(a, b, method="exact").pvalue)]
    return out


def one_sample(name, x):
    exact = stats.kstest(x, "norm", method="exact")
    limit = stats.kstest(x, "norm", method="asymp")
    return {
        "name": name,
        "values": plain(x),
        "exact": [float(exact.statistic), float(exact.pvalue)],
        "limit": [float(limit.statistic), float(limit.pvalue)],
    }


def series(name, x):
    bera = stats.jarque_bera(x)
    lagged = acorr_ljungbox(x, lags=[1, 5, 10], boxpierce=True)
    runs = runstest_1samp(x, cutoff="median", correction=False)
    out = {
        "name": name,
        "values": plain(x),
        "jarqueBera": [float(bera.statistic), float(bera.pvalue)],
        "andersonDarling": plain(normal_ad(np.asarray(x))),
        "ljungBox": [[int(k), float(r.lb_stat), float(r.lb_pvalue)] for k, r in lagged.iterrows()],
        "boxPierce": [[int(k), float(r.bp_stat), float(r.bp_pvalue)] for k, r in lagged.iterrows()],
        "fitted": plain(acorr_ljungbox(x, lags=[6], model_df=2).to_numpy()[0]),
        "arch": [[k, *plain(het_arch(x - np.mean(x), nlags=k)[:2])] for k in (1, 4)],
        "runs": plain(runs),
        "varianceRatio": [],
    }
    for steps in (2, 5, 9):
        for robust in (True, False):
            test = VarianceRatio(np.cumsum(x), lags=steps, robust=robust, debiased=True, overlap=True)
            out["varianceRatio"].append([steps, int(robust), float(test.vr), float(test.stat), float(test.pvalue)])
    return out


def clustered(random, count):
    x = np.zeros(count)
    variance = 1.0
    for i in range(count):
        x[i] = np.sqrt(variance) * random.standard_normal()
        variance = 0.2 + 0.5 * x[i] ** 2 + 0.3 * variance
    return x


def main():
    random = np.random.default_rng(20260102)

    def normal(count, middle=0.0, spread=1.0):
        return np.round(middle + spread * random.standard_normal(count), 6)

    walk = np.zeros(120)
    for i in range(1, 120):
        walk[i] = 0.35 * walk[i - 1] + random.standard_normal()
    golden = {
        "source": "scipy.stats, statsmodels, arch; Benjamini and Hochberg 1995",
        "versions": f"numpy {np.__version__}, scipy {scipy.__version__}, "
        f"statsmodels {statsmodels.__version__}, arch {arch.__version__}",
        "generator": "test/golden/quant/generate-hypothesis.py",
        "tolerance": 1e-9,
        "many": [
            adjusted("Benjamini and Hochberg 1995", PAPER, 0.05),
            adjusted("out of order, with ties", [0.2, 0.01, 0.01, 0.9, 0.003, 0.04, 0.04, 1.0, 0.0, 0.6], 0.1),
            adjusted("uniform", np.round(random.random(40) ** 2, 8), 0.05),
        ],
        "pairs": [
            pair("small", normal(6), normal(9, 0.8)),
            pair("equal sizes", normal(20, 0.3), normal(20, 0, 2)),
            pair("far apart", normal(17, 3), normal(30)),
            pair("ties", np.round(normal(15) * 2) / 2, np.round(normal(25, 0.5) * 2) / 2),
            pair("large", normal(90, 0.3), normal(140)),
        ],
        "samples": [
            one_sample("five", normal(5)),
            one_sample("shifted", normal(60, 0.4)),
            one_sample("far off", normal(40, 2)),
            one_sample("close", stats.norm.ppf((np.arange(30) + 0.5) / 30)),
            one_sample("wide", normal(100, 0, 1.3)),
        ],
        "series": [
            series("noise", normal(60)),
            series("trending", np.round(walk, 6)),
            series("clustered", np.round(clustered(random, 200), 6)),
            series("fat", np.round(random.standard_t(3, 80), 6)),
            series("whole", np.round(1.5 * random.standard_normal(70))),
        ],
    }
    path = pathlib.Path(__file__).with_name("hypothesis.json")
    path.write_text(json.dumps(golden).replace("}, {", "},\n{").replace(', "', ',\n"') + "\n")


main()
