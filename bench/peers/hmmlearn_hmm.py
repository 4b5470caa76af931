"""The peers of bench/regime-bench.ts and bench/copula-bench.ts, on hmmlearn and scipy.

Started with a folder of files of doubles and a JSON of the model and the shape of the series;
answers one line of JSON for every line it reads: `viterbi N`, `em N` and `copula N` time N runs and
give what the last one found.
"""

import json
import sys
import time
from importlib.metadata import version

import numpy as np
from hmmlearn import _hmmc, hmm
from scipy import optimize, stats


def model_of(plan):
    states = len(plan['start'])
    model = hmm.GaussianHMM(
        states, covariance_type='diag', covars_prior=0, covars_weight=1, means_weight=0, min_covar=0,
        init_params='', implementation='scaling',
    )
    model.n_features = 1
    model.startprob_ = np.array(plan['start'])
    model.transmat_ = np.array(plan['transition']).reshape(states, states)
    model.means_ = np.array(plan['means']).reshape(states, 1)
    model.covars_ = np.array(plan['variances']).reshape(states, 1)
    return model


def viterbi(model, x):
    """The path alone, of log densities found before: in hmmlearn's C++."""
    densities = model._compute_log_likelihood(x)

    def run():
        return _hmmc.viterbi(model.startprob_, model.transmat_, densities)

    return run, lambda found: {'logLikelihood': found[0], 'path': found[1].tolist()}


def expectation(model, x):
    """The E-step by hmmlearn's faster implementation, with the sums its M-step needs."""
    lengths = [len(x)]

    def run():
        return model._do_estep(x, lengths)

    def told(found):
        stats_found, log_likelihood = found
        return {'logLikelihood': log_likelihood, 'moves': stats_found['trans'].ravel().tolist()}

    return run, told


def copula(x):
    """Kendall's tau, then the degrees of the highest likelihood, in vectors of numpy and scipy."""
    count, size = x.shape

    def run():
        correlation = np.eye(size)
        for i in range(size):
            for j in range(i):
                tau = stats.kendalltau(x[:, i], x[:, j]).statistic
                correlation[i, j] = correlation[j, i] = np.sin(np.pi / 2 * tau)
        shares = stats.rankdata(x, axis=0) / (count + 1)

        def cost(log_degrees):
            degrees = np.exp(log_degrees)
            points = stats.t.ppf(shares, degrees)
            joint = stats.multivariate_t.logpdf(points, np.zeros(size), correlation, degrees)
            return np.sum(stats.t.logpdf(points, degrees)) - np.sum(joint)

        bounds = (np.log(2.5), np.log(30))
        return optimize.minimize_scalar(cost, bounds=bounds, method='bounded', options={'xatol': 1e-7})

    return run, lambda found: {'degrees': float(np.exp(found.x)), 'logLikelihood': float(-found.fun)}


def timed(run, told, times):
    start = time.perf_counter()
    for _ in range(times):
        found = run()
    seconds = time.perf_counter() - start
    return {'seconds': seconds, **told(found)}


def main():
    folder, plan = sys.argv[1], json.loads(sys.argv[2])
    tasks = {}
    if 'model' in plan:
        x = np.fromfile(f'{folder}/observations.f64').reshape(-1, 1)
        model = model_of(plan['model'])
        tasks = {'viterbi': viterbi(model, x), 'em': expectation(model, x)}
    else:
        x = np.fromfile(f'{folder}/series.f64').reshape(plan['size'], -1).T
        tasks = {'copula': copula(np.ascontiguousarray(x))}
    print(json.dumps({'version': version('hmmlearn')}), flush=True)
    for line in sys.stdin:
        name, times = line.split()
        print(json.dumps(timed(*tasks[name], int(times))), flush=True)


main()
