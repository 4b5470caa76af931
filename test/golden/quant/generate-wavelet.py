"""Writes wavelet.json beside this file: the numbers src/quant/wavelet is held to.

Run from the top of the project:
     pip install numpy==2.4.6 scipy==1.17.1 PyWavelets==1.9.0
     python test/golden/quant/generate-wavelet.py
Never run it to make a test pass: a difference is a bug in one of the two.
"""

import json
import pathlib

import numpy as np
import pywt
import scipy
from scipy import signal


def wavelets(x, wavelet, levels):
    parts = pywt.wavedec(x, wavelet, mode="periodization", level=levels)
    threshold = np.median(np.abs(parts[-1])) / 0.6744897501960817 * np.sqrt(2 * np.log(len(x)))
    kept = [parts[0]] + [pywt.threshold(d, threshold, "soft") for d in parts[1:]]
    return {"wavelet": wavelet, "levels": levels, "approximation": parts[0].tolist(), "details": [d.tolist() for d in parts[:0:-1]],
            "denoised": pywt.waverec(kept, wavelet, mode="periodization").tolist()}


def fourier(x, y):
    z = np.fft.fft(x + 1j * y)
    return {"real": x.tolist(), "imaginary": y.tolist(), "spectrumReal": z.real.tolist(), "spectrumImaginary": z.imag.tolist()}


def periodogram(x, taper):
    f, p = signal.periodogram(x, window={"none": "boxcar", "hann": "hann"}[taper], detrend="constant")
    k = int(np.argmax(p[1:])) + 1
    return {"taper": taper, "frequencies": f.tolist(), "powers": p.tolist(), "period": len(x) / k, "share": float(p[k] / p[1:].sum())}


def main():
    random = np.random.default_rng(20260104)
    t = np.arange(96)
    series = {
        "walk": np.cumsum(random.standard_normal(64)),
        "wave": np.sin(2 * np.pi * t / 16) + 0.5 * np.cos(2 * np.pi * t / 6) + 0.3 * random.standard_normal(96),
        "step": np.where(t < 40, 1.0, 3.0) + 0.2 * random.standard_normal(96),
        "short": random.standard_normal(8),
    }
    series = {k: np.round(v, 6) for k, v in series.items()}
    golden = {
        "source": "PyWavelets wavedec, threshold, waverec; numpy fft; scipy signal.periodogram",
        "versions": f"numpy {np.__version__}, scipy {scipy.__version__}, PyWavelets {pywt.__version__}",
        "generator": "test/golden/quant/generate-wavelet.py",
        "licence": "numbers made for this project, MIT",
        "tolerance": 1e-9,
        "series": {k: v.tolist() for k, v in series.items()},
        "transforms": {k: [wavelets(x, w, j) for w in ("db1", "db2", "db4") for j in ((1, 3) if len(x) < 20 else (2, 5))] for k, x in series.items()},
        "fourier": [fourier(np.round(random.standard_normal(n), 6), np.round(random.standard_normal(n), 6)) for n in (1, 2, 7, 16, 30, 97)],
        "periodogram": {k: [periodogram(x, w) for w in ("none", "hann")] for k, x in (series | {"odd": series["walk"][:51]}).items()},
    }
    path = pathlib.Path(__file__).with_name("wavelet.json")
    path.write_text(json.dumps(golden) + "\n")


main()
