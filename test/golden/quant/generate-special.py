"""Writes special.json and law.json beside this file: what src/quant/special and law are held to.

Run: pip install mpmath==1.4.1 scipy==1.17.1
     python test/golden/quant/generate-special.py
Never run it to make a test pass: a difference is a bug in one of the two.
"""

import itertools
import json
import pathlib

import mpmath
import scipy
from mpmath import mpf
from scipy import special

mpmath.mp.dps = 60
HERE = pathlib.Path(__file__).parent


def table(function, arguments):
    rows = []
    for row in arguments:
        value = function(*[mpf(x) for x in row])
        # Below 1e-300 the last digits of a double go, above 1e300 there is none.
        if value == 0 or mpf("1e-300") < abs(value) < mpf("1e300"):
            rows.append([*row, float(value)])
    return rows


def gamma_p(a, x):
    """By its series, whose terms are all above 0."""
    with mpmath.workdps(400):
        term = total = 1 / a
        k = 0
        while term > total * mpf("1e-390"):
            k += 1
            term *= x / (a + k)
            total += term
        return mpmath.exp(a * mpmath.log(x) - x - mpmath.loggamma(a)) * total


def gamma_q(a, x):
    """With 400 digits, what is left of 1 has enough of them."""
    with mpmath.workdps(400):
        return 1 - gamma_p(a, x)


def beta_i(a, b, x):
    """By its series, whose terms are all above 0; near 1, as what the other end leaves."""
    with mpmath.workdps(400):
        if x == 0 or x == 1:
            return +x
        if x > 0.9:
            return 1 - beta_i(b, a, 1 - x)
        factor = mpmath.exp(a * mpmath.log(x) + b * mpmath.log1p(-x)) / mpmath.beta(a, b) / a
        term = total = mpf(1)
        k = 0
        while term > total * mpf("1e-390"):
            term *= (a + b + k) / (a + 1 + k) * x
            total += term
            k += 1
        return factor * total


def student(x, degrees):
    square = x * x
    tail = beta_i(degrees / 2, mpf(1) / 2, degrees / (degrees + square)) / 2
    return 1 - tail if x > 0 else tail


def student_quantile(p, degrees):
    """From scipy, whose last digits are not all right, by Newton's steps."""
    if p == 0.5:
        return mpf(0)
    x = mpf(float(special.stdtrit(float(degrees), float(p))))
    for _ in range(4):
        x -= (student(x, degrees) - p) / mpmath.exp(student_log(x, degrees))
    return x


def student_log(x, degrees):
    return (
        mpmath.loggamma((degrees + 1) / 2)
        - mpmath.loggamma(degrees / 2)
        - mpmath.log(degrees * mpmath.pi) / 2
        - (degrees + 1) / 2 * mpmath.log1p(x * x / degrees)
    )


def fisher(x, above, below):
    return beta_i(above / 2, below / 2, above * x / (above * x + below))


def fisher_tail(x, above, below):
    return beta_i(below / 2, above / 2, below / (above * x + below))


def product(*lists):
    return [list(row) for row in itertools.product(*lists)]


SHAPES = [1e-6, 0.01, 0.3, 0.5, 1, 1.5, 2.5, 7, 10, 33.3, 120, 1000, 25000]
RATIOS = [1e-8, 0.01, 0.3, 0.8, 0.97, 1, 1.03, 1.2, 2, 5, 20]
POINTS = [1e-300, 1e-20, 1e-5, 0.1, 0.4, 0.5, 0.9999999, 1, 1.0000001, 1.3, 1.4616321449683623, 1.5]
POINTS += [1.9999, 2, 2.00001, 2.5, 3, 5.5, 9.99, 10, 17.3, 100, 1e4, 1e8, 1e15, 1e290]
PAIRS = [[0.01, 0.02], [0.5, 0.5], [0.5, 60], [1, 1], [2, 7.5], [3, 0.2], [12, 11], [40, 300]]
PAIRS += [[1000, 0.5], [2500, 2500], [20000, 3]]
SHARES = [1e-12, 0.001, 0.1, 0.35, 0.5, 0.62, 0.9, 0.99, 0.9999, 1]
ERRORS = [-6, -1, -0.3, 0, 1e-300, 1e-9, 0.2, 0.46875, 0.469, 0.5, 1, 1.7, 2.5, 3.999, 4.001, 6, 12, 26]
DEGREES = [0.7, 1, 2, 2.5, 4, 7, 19, 29.9, 100, 1000, 1e6]
PROBABILITIES = [1e-100, 1e-12, 0.001, 0.025, 0.2, 0.49999, 0.5, 0.6, 0.9, 0.999, 0.99999999]

special_golden = {
    "source": "mpmath at 60 digits; the inverses: scipy.special",
    "versions": f"mpmath {mpmath.__version__}, scipy {scipy.__version__}",
    "generator": "test/golden/quant/generate-special.py",
    "tolerance": 1e-13,
    "power": table(mpmath.power, [[1.0001, 365], [0.5, -3], [-2.5, 7], [1.0000001, 1e7], [3, 0.1]]
                   + [[7.7, -2.3], [1e-5, 12.5], [-1.01, 1025], [1.5, 600], [2, 0.5]]),
    "logGamma": table(mpmath.loggamma, [[x] for x in POINTS]),
    "digamma": table(mpmath.digamma, [[x] for x in POINTS]),
    "trigamma": table(lambda x: mpmath.polygamma(1, x), [[x] for x in POINTS if x > 1e-19]),
    "logBeta": table(lambda a, b: mpmath.loggamma(a) + mpmath.loggamma(b) - mpmath.loggamma(a + b),
                     PAIRS + [[1e-8, 1e8], [1e6, 2e6], [1, 1e12], [0.1, 11]]),
    "erf": table(mpmath.erf, [[x] for x in ERRORS]),
    "erfc": table(mpmath.erfc, [[x] for x in ERRORS]),
    "gammaP": table(gamma_p, [[a, a * r] for a in SHAPES for r in RATIOS]),
    "gammaQ": table(gamma_q, [[a, a * r] for a in SHAPES for r in RATIOS] + [[0.01, x] for x in (0.4, 0.7, 1, 1.2, 30)]),
    "betaI": table(beta_i, [[*pair, x] for pair in PAIRS for x in SHARES]),
    "betaIComplement": table(lambda a, b, x: beta_i(b, a, 1 - x), [[*pair, x] for pair in PAIRS for x in SHARES if x > 0.001]),
    "inverseGammaP": [[a, p, float(special.gammaincinv(a, p))]
                      for a in (0.3, 0.5, 1, 2.5, 10, 120, 1000) for p in PROBABILITIES],
    "inverseBetaI": [[a, b, p, float(special.betaincinv(a, b, p))]
                     for a, b in PAIRS[1:] for p in PROBABILITIES[2:]],
}

law_golden = {
    "source": "mpmath at 60 digits; chi-squared quantiles: scipy.special",
    "versions": special_golden["versions"],
    "generator": "test/golden/quant/generate-special.py",
    "tolerance": 1e-13,
    "studentTLogDensity": table(student_log, product([0, 1e-9, -0.8, 3, 40, 1e8], DEGREES)),
    "studentTCdf": table(student, product([-1e8, -40, -6, -2, -0.5, -1e-5, 1e-5, 0.7, 3, 12], DEGREES)),
    "studentTQuantile": table(student_quantile, product(PROBABILITIES[1:], DEGREES)),
    "chiSquaredCdf": table(lambda x, d: gamma_p(d / 2, x / 2), product([1e-9, 0.1, 1, 5, 30, 200], DEGREES)),
    "chiSquaredTail": table(lambda x, d: gamma_q(d / 2, x / 2), product([1e-9, 0.1, 1, 5, 30, 200], DEGREES)),
    "chiSquaredQuantile": [[p, d, float(special.gammaincinv(d / 2, p) * 2)]
                           for p in PROBABILITIES[2:] for d in DEGREES],
    "fisherFCdf": table(fisher, product([1e-6, 0.2, 1, 2.5, 30], [1, 4, 50], [2, 30, 1000])),
    "fisherFTail": table(fisher_tail, product([1e-6, 0.2, 1, 2.5, 30], [1, 4, 50], [2, 30, 1000])),
}

for name, golden in (("special", special_golden), ("law", law_golden)):
    text = json.dumps(golden).replace(']], "', ']],\n"').replace(', "', ',\n"')
    (HERE / f"{name}.json").write_text(text + "\n")
