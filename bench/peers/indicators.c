/* RSI(14), MACD(12, 26, 9), Bollinger(20, 2), ATR(14) and ADX(14) as one would write them by hand:
 * one plain loop each over columns of doubles. Reads `open high low close` as columns from the file
 * named first, `rows` second; does all five once for every line on stdin, and answers with seconds and
 * the last value of every line. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static long n;
static double *high, *low, *closes;
static double *out[11];

static void rsi(int period) {
  double up = 0, down = 0, w = 1.0 / period;
  for (long i = 1; i < n; i++) {
    double change = closes[i] - closes[i - 1];
    double weight = i < period ? 1.0 / i : w;
    up += ((change > 0 ? change : 0) - up) * weight;
    down += ((change < 0 ? -change : 0) - down) * weight;
    out[0][i] = i < period ? NAN : up + down > 0 ? 100 * up / (up + down) : 50;
  }
}

static void macd(int fast, int slow, int signal) {
  double a = 0, b = 0, c = 0;
  for (long i = 0; i < n; i++) {
    a += (closes[i] - a) * (i < fast ? 1.0 / (i + 1) : 2.0 / (fast + 1));
    b += (closes[i] - b) * (i < slow ? 1.0 / (i + 1) : 2.0 / (slow + 1));
    long k = i - slow + 1;
    double line = a - b;
    if (k >= 0) c += (line - c) * (k < signal ? 1.0 / (k + 1) : 2.0 / (signal + 1));
    out[1][i] = line;
    out[2][i] = c;
    out[3][i] = line - c;
  }
}

/* Added up afresh once a window, about the mean of it: plain running sums lose what is asked here. */
static void bollinger(int period, double width) {
  double sum = 0, squares = 0, pivot = closes[0];
  for (long i = 0; i < n; i++) {
    double x = closes[i] - pivot;
    sum += x;
    squares += x * x;
    if (i >= period) {
      double y = closes[i - period] - pivot;
      sum -= y;
      squares -= y * y;
    }
    double mean = sum / period, spread = squares / period - mean * mean;
    double reach = width * sqrt(spread > 0 ? spread : 0), middle = pivot + mean;
    out[4][i] = middle;
    out[5][i] = middle + reach;
    out[6][i] = middle - reach;
    out[7][i] = reach > 0 ? (closes[i] - middle + reach) / (2 * reach) : 0.5;
    out[8][i] = 2 * reach / middle;
    if ((i + 1) % period == 0) {
      pivot = middle;
      sum = squares = 0;
      for (long k = i - period + 1; k <= i; k++) {
        double z = closes[k] - pivot;
        sum += z;
        squares += z * z;
      }
    }
  }
}

static void atr(int period) {
  double mean = 0;
  for (long i = 1; i < n; i++) {
    double before = closes[i - 1];
    double top = high[i] > before ? high[i] : before, bottom = low[i] < before ? low[i] : before;
    mean += (top - bottom - mean) * (i < period ? 1.0 / i : 1.0 / period);
    out[9][i] = mean;
  }
}

static void adx(int period) {
  double plus = 0, minus = 0, index = 0;
  for (long i = 1; i < n; i++) {
    double up = high[i] - high[i - 1], down = low[i - 1] - low[i];
    double keep = i > period ? 1 - 1.0 / period : 1;
    plus = plus * keep + (up > down && up > 0 ? up : 0);
    minus = minus * keep + (down > up && down > 0 ? down : 0);
    long seen = i + 1 - period;
    if (seen <= 0) continue;
    double dx = plus + minus > 0 ? 100 * fabs(plus - minus) / (plus + minus) : 0;
    index += (dx - index) / (seen < period ? seen : period);
    out[10][i] = index;
  }
}

int main(int argc, char **argv) {
  if (argc < 3) return 2;
  n = atol(argv[2]);
  double *all = malloc(sizeof(double) * 4 * n);
  FILE *file = fopen(argv[1], "rb");
  if (!all || !file || fread(all, sizeof(double), 4 * n, file) != (size_t)(4 * n)) return 2;
  high = all + n;
  low = all + 2 * n;
  closes = all + 3 * n;
  for (int k = 0; k < 11; k++) out[k] = calloc(n, sizeof(double));
  printf("{\"version\":\"C\"}\n");
  fflush(stdout);
  char line[64];
  while (fgets(line, sizeof line, stdin)) {
    struct timespec from, to;
    clock_gettime(CLOCK_MONOTONIC, &from);
    rsi(14);
    macd(12, 26, 9);
    bollinger(20, 2);
    atr(14);
    adx(14);
    clock_gettime(CLOCK_MONOTONIC, &to);
    printf("{\"seconds\":%.9f,\"last\":[", to.tv_sec - from.tv_sec + 1e-9 * (to.tv_nsec - from.tv_nsec));
    for (int k = 0; k < 11; k++) printf("%s%.17g", k ? "," : "", out[k][n - 1]);
    printf("]}\n");
    fflush(stdout);
  }
  return 0;
}
