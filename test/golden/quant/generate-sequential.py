"""Writes sequential.json beside this file: what src/quant/hypothesis/sequential-mean.ts is held to.

The mixture is integrated by quadrature, not by its closed form: the boundary is where the integral
over half-normal rates of exp(rate s - rate^2 n / 2) comes to 1 / alpha.

Run: pip install numpy==2.4.6 scipy==1.17.1
     python test/golden/quant/generate-sequential.py
Never run it to make a test pass: a difference is a bug in one of the two.
"""

import json
import math
import pathlib

import scipy
from scipy import integrate, optimize


def log_mixture(total, count, rho):
    """Log of the mixture at a sum `total` of `count` values, rates half-normal of variance 1/rho."""
    wide = count + rho
    peak = total / wide
    top = total * total / (2 * wide)

    def density(rate):
        return math.exp(rate * total - rate * rate * wide / 2 - top)

    spread = 1 / math.sqrt(wide)
    parts = [max(0.0, peak - 12 * spread), peak, peak + 12 * spread]
    area = sum(
        integrate.quad(density, a, b, epsabs=0, epsrel=1e-13)[0] for a, b in zip(parts, parts[1:])
    )
    return top + math.log(area) + math.log(2) + 0.5 * math.log(rho / (2 * math.pi))


def boundary(count, alpha, best):
    size = -2 * math.log(2 * alpha)
    rho = best / (size + math.log(1 + size))
    target = -math.log(alpha)
    reach = 20 * math.sqrt(count + rho)
    return optimize.brentq(
        lambda s: log_mixture(s, count, rho) - target, 0, reach, xtol=1e-13, rtol=1e-14
    )


ROWS = [
    {"count": count, "alpha": alpha, "bestAt": best, "boundary": boundary(count, alpha, best)}
    for alpha in (0.001, 0.01, 0.05, 0.2, 0.4)
    for best in (10, 60, 365)
    for count in (1, 20, 100, 1000, 100000)
]
out = {"by": f"quadrature, scipy {scipy.__version__}", "tolerance": 1e-9, "rows": ROWS}
path = pathlib.Path(__file__).with_name("sequential.json")
path.write_text(json.dumps(out, indent=1) + "\n")
