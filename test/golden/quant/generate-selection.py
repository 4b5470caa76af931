"""Writes selection.json beside this file: what src/quant/selection is held to.

Run: pip install numpy==2.4.6 scipy==1.17.1 arch==8.0.0
     python test/golden/quant/generate-selection.py
Never run it to make a test pass: a difference is a bug in one of the two.
"""

import itertools
import json
import math
import pathlib

import arch
import numpy as np
import scipy
from arch.bootstrap import MCS, SPA, CircularBlockBootstrap, MovingBlockBootstrap, RealityCheck
from arch.bootstrap import StationaryBootstrap, optimal_block_length
from scipy import stats

EULER = 0.5772156649015329


def plain(x):
    return [float(v) for v in x]


def expected_maximum(trials, variance):
    near = stats.norm.isf(1 / trials)
    far = stats.norm.isf(1 / (trials * np.e))
    return float(np.sqrt(variance) * ((1 - EULER) * near + EULER * far))


def psr(of, benchmark):
    sharpe, count, skewness, kurtosis = of
    error = np.sqrt((1 - skewness * sharpe + (kurtosis - 1) / 4 * sharpe**2) / (count - 1))
    return float(stats.norm.cdf((sharpe - benchmark) / error))


def track_record(of, benchmark, level):
    """The count at which the probabilistic Sharpe ratio reaches the level, by halving."""
    sharpe, _, skewness, kurtosis = of
    low, high = 1.0 + 1e-9, 1e9
    for _ in range(200):
        middle = (low + high) / 2
        if psr((sharpe, middle, skewness, kurtosis), benchmark) < level:
            low = middle
        else:
            high = middle
    return high


def overfitting(x, blocks, kind):
    """Every split summed anew from its returns. x is periods by strategies."""
    periods, count = x.shape
    length = periods // blocks
    rows = np.arange(periods - length * blocks, periods).reshape(blocks, length)

    def performance(part):
        mean = part.mean(axis=0)
        if kind == "mean":
            return mean
        spread = part.std(axis=0, ddof=1)
        # A strategy that stands still has no ratio: it counts as 0.
        still = spread <= 1e-9 * np.abs(part).max(axis=0)
        return np.where(still, 0.0, mean / np.where(still, 1, spread))

    logits, inside, outside, middles = [], [], [], []
    for chosen in itertools.combinations(range(blocks), blocks // 2):
        rest = [b for b in range(blocks) if b not in chosen]
        one = performance(x[rows[list(chosen)].ravel()])
        other = performance(x[rows[rest].ravel()])
        best = int(np.argmax(one))
        omega = stats.rankdata(np.round(other, 12))[best] / (count + 1)
        logits.append(np.log(omega / (1 - omega)))
        inside.append(one[best])
        outside.append(other[best])
        middles.append(other.mean())
    line = stats.linregress(inside, outside)
    points = np.sort(np.concatenate([outside, middles]))
    upper = np.searchsorted(np.sort(outside), points, side="right")
    lower = np.searchsorted(np.sort(middles), points, side="right")
    area = np.concatenate([[0], np.cumsum((lower - upper)[:-1] * np.diff(points))])
    return {
        "kind": kind,
        "blocks": blocks,
        "splits": len(logits),
        "probability": float(np.mean(np.array(logits) <= 1e-12)),
        "lossProbability": float(np.mean(np.array(outside) < 0)),
        "intercept": float(line.intercept),
        "slope": float(line.slope),
        "first": float(np.mean(upper <= lower)),
        "second": float(np.mean(area >= -1e-12)),
        "logits": plain(np.sort(logits)) if len(logits) <= 70 else [],
        "logitSum": float(np.sum(logits)),
        "outsideSum": float(np.sum(outside)),
    }


def ability(excess, block, draws, seed):
    """SPA of arch, and the studentised one of Hansen 2005 on the rows arch drew."""
    count, _ = excess.shape
    zero = np.zeros(count)
    test = SPA(zero, -excess, block_size=block, reps=draws, studentize=False, seed=seed)
    test.compute()
    check = RealityCheck(zero, -excess, block_size=block, reps=draws, studentize=False, seed=seed)
    check.compute()
    rows = []
    bootstrap = StationaryBootstrap(block, excess, seed=seed)
    for _ in bootstrap.bootstrap(draws):
        rows.append([int(i) for i in bootstrap.index])
    mean = excess.mean(axis=0)
    gaps = excess - mean
    variance = (gaps**2).mean(axis=0)
    for lag in range(1, count):
        kappa = (1 - lag / count) * (1 - 1 / block) ** lag + lag / count * (1 - 1 / block) ** (count - lag)
        variance = variance + 2 * kappa * (gaps[lag:] * gaps[:-lag]).sum(axis=0) / count
    error = np.sqrt(variance / count)
    statistic = (mean / error).max()
    worse = mean < -error * np.sqrt(2 * np.log(np.log(count)))
    centres = {"lower": np.maximum(mean, 0), "consistent": np.where(worse, 0, mean), "upper": mean}
    redrawn = np.array([excess[r].mean(axis=0) for r in rows])
    return {
        "excess": [plain(c) for c in excess.T],
        "block": block,
        "rows": rows,
        "plain": {k: float(v) for k, v in test.pvalues.items()},
        "check": float(check.pvalues["upper"]),
        "statistic": float(mean.max()),
        "worseBelow": plain(-error * np.sqrt(2 * np.log(np.log(count)))),
        "studentised": {k: float((((redrawn - c) / error).max(axis=1) > statistic).mean()) for k, c in centres.items()},
        "studentisedStatistic": float(statistic),
        "errors": plain(error),
    }


def confidence_set(returns, block, draws, seed):
    test = MCS(-returns, size=0.05, block_size=block, reps=draws, method="R", seed=seed)
    test.compute()
    probabilities = test.pvalues["Pvalue"].sort_index()
    return {
        "returns": [plain(c) for c in returns.T],
        "rows": [[int(i) for i in r] for r in test._bootstrap_indices],
        "probabilities": plain(probabilities),
        "included": [int(i) for i in test.included],
    }


def blocks(kind, x, length, seed):
    """Rows drawn by arch, with the starts of their blocks."""
    bootstrap = kind(length, x, seed=seed)
    rows = []
    for _ in bootstrap.bootstrap(6):
        rows.append([int(i) for i in bootstrap.index])
    return [{"starts": r[::length], "mean": float(x[r].mean()), "drawn": plain(x[r])} for r in rows]


def permutation(a, b, side):
    def difference(x, y, axis=-1):
        return np.mean(x, axis=axis) - np.mean(y, axis=axis)

    def middle(x, axis=-1):
        return np.mean(x, axis=axis)

    def correlation(x):
        return stats.pearsonr(x, second).statistic

    first, second = a[:6], b[:6]
    means = stats.permutation_test((a, b), difference, permutation_type="independent", alternative=side, n_resamples=np.inf)
    signs = stats.permutation_test((a,), middle, permutation_type="samples", alternative=side, n_resamples=np.inf)
    pairs = stats.permutation_test((first,), correlation, permutation_type="pairings", alternative=side, n_resamples=np.inf, vectorized=False)
    return {
        "side": side,
        "means": [float(means.statistic), float(means.pvalue), int(math.comb(len(a) + len(b), len(a)))],
        "signs": [float(signs.statistic), float(signs.pvalue), 2 ** len(a)],
        "pairs": [float(pairs.statistic), float(pairs.pvalue), math.factorial(len(first))],
    }


def autoregression(random, count, decay):
    x = np.zeros(count)
    for i in range(1, count):
        x[i] = decay * x[i - 1] + random.standard_normal()
    return np.round(x, 6)


def main():
    random = np.random.default_rng(20260103)
    samples = [[0.15, 250, -0.4, 4.2], [0.08, 1000, 0.2, 3.1], [0.4575, 24, -2.448, 10.164], [1.2, 60, -1, 6]]
    returns = np.round(0.01 * random.standard_normal((123, 7)) + np.linspace(-0.001, 0.002, 7), 6)
    returns[:, 3] = 0
    returns[60:, 5] = 0
    excess = np.round(random.standard_normal((64, 6)) + np.array([-0.9, -0.2, 0.0, 0.1, 0.25, -0.05]), 4)
    quiet = np.round(0.02 * random.standard_normal((64, 4)) * np.array([1, 4, 2, 0.3]) + np.array([0.003, 0.012, -0.02, 0.0008]), 5)
    series = autoregression(random, 41, 0.5)
    a = np.round(random.standard_normal(7) + 0.6, 3)
    b = np.round(random.standard_normal(8), 3)
    ties = np.array([0.5, 0.5, 0.0, -0.5, 1.0, 1.5]), np.array([0.0, 0.5, 0.0, -1.0, -0.5, 0.5])
    rivals = np.round(random.standard_normal((48, 1)) * 0.5 + random.standard_normal((48, 6)), 4)
    rivals = np.round(rivals + np.array([0.3, -0.9, 0.2, -0.1, 0.35, -0.4]), 4)
    golden = {
        "source": "Bailey and Lopez de Prado 2012, 2014; Bailey, Borwein, Lopez de Prado and Zhu 2014, 2017; "
        "Hansen 2005; arch, scipy",
        "versions": f"numpy {np.__version__}, scipy {scipy.__version__}, arch {arch.__version__}",
        "generator": "test/golden/quant/generate-selection.py",
        "tolerance": 1e-9,
        "expectedMaximum": [[n, v, expected_maximum(n, v)] for n in (2, 5, 45, 100, 10000) for v in (1.0, 0.002)],
        "deflated": [
            [*of, n, v, psr(of, expected_maximum(n, v))] for of in samples for n, v in ((10, 0.001), (500, 0.004))
        ],
        "trackRecord": [[*of, b, p, track_record(of, b, p)] for of in samples for b, p in ((0.0, 0.95), (0.03, 0.99))],
        "returns": [plain(c) for c in returns.T],
        "overfitting": [overfitting(returns, s, k) for s, k in ((8, "sharpe"), (10, "sharpe"), (8, "mean"), (14, "sharpe"))],
        "ability": [ability(excess, 4, 60, 11), ability(quiet, 6, 60, 12)],
        "confidenceSet": [confidence_set(rivals, 3, 60, 13), confidence_set(excess[:48], 5, 60, 14)],
        "series": plain(series),
        "circular": blocks(CircularBlockBootstrap, series, 7, 5),
        "moving": blocks(MovingBlockBootstrap, series, 7, 5),
        "blockLength": [
            {"values": plain(x), "lengths": plain(optimal_block_length(x).to_numpy()[0])}
            for x in (series, autoregression(random, 300, 0.8), autoregression(random, 120, 0.0), autoregression(random, 9, 0.3),
                      np.array([0.2, -0.2, -0.2, -0.2, 0.0, -1.2, 0.5, -1.6]), np.array([0.0, 0, 0, 2, 1, 3, 2, 4, 0, 0, 0]))
        ],
        "permutation": [
            {"a": plain(x), "b": plain(y), "results": [permutation(x, y, s) for s in ("two-sided", "greater", "less")]}
            for x, y in ((a, b), ties)
        ],
    }
    path = pathlib.Path(__file__).with_name("selection.json")
    path.write_text(json.dumps(golden).replace("}, {", "},\n{").replace(', "', ',\n"') + "\n")


main()
