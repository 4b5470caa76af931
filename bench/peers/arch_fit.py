"""Fits of arch (a GARCH of one series) or multiarch (a DCC of several), on doubles in a file.

Arguments: the file, and the number of series, which stand in it one after another. Says its version,
then answers a line 'answer' with its fit and any other with the seconds of one.
"""

import json
import sys
import time
import warnings

import numpy as np

warnings.filterwarnings('ignore')


def garch(series):
    from arch import arch_model

    fit = arch_model(series[0], rescale=False).fit(disp='off', show_warning=False)
    return {'logLikelihood': float(fit.loglikelihood)}


def dcc(series):
    import multiarch

    fit = multiarch.DCC(series.T, convention='arch').fit(se=None)
    a, b = fit.params.iloc[-2:]
    return {'logLikelihood': float(fit.loglik), 'a': float(a), 'b': float(b)}


def version(count):
    if count == 1:
        import arch

        return arch.__version__
    import multiarch

    return multiarch.__version__


def main():
    count = int(sys.argv[2])
    series = np.fromfile(sys.argv[1], dtype='<f8').reshape(count, -1)
    fit = garch if count == 1 else dcc
    print(json.dumps({'version': version(count)}), flush=True)
    for line in sys.stdin:
        start = time.perf_counter()
        answer = fit(series)
        seconds = time.perf_counter() - start
        print(json.dumps(answer if line.strip() == 'answer' else {'seconds': seconds}), flush=True)


main()
