/* The plain loop beside which the bench quant.monte-carlo is measured: the same random numbers,
 * the same paths, the same figures. Started with the paths, the steps and sixteen 32-bit halves of
 * state; answers every line it is given with the seconds of a run, and the sums of the last levels
 * and of the deepest drawdowns.
 */
#define _POSIX_C_SOURCE 199309L
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#define LAYERS 256
static const double edge = 3.6541528853610088;
static double width[LAYERS], inside[LAYERS], density[LAYERS + 1];

static void fill_tables(void) {
  double corners[LAYERS + 1] = {0}, height = exp(-edge * edge / 2);
  double area = edge * height + sqrt(2 * 3.14159265358979323846) * 0.5 * erfc(edge / sqrt(2));
  corners[0] = area / height;
  corners[1] = edge;
  for (int i = 2; i < LAYERS; i++) {
    double below = corners[i - 1];
    corners[i] = sqrt(-2 * log(area / below + exp(-below * below / 2)));
  }
  for (int i = 0; i < LAYERS; i++) {
    width[i] = corners[i] / 4503599627370496.0;
    inside[i] = corners[i + 1] / corners[i] * 4503599627370496.0;
    density[i] = exp(-corners[i] * corners[i] / 2);
  }
  density[LAYERS] = 1;
}

static inline uint64_t rotl(uint64_t x, int by) { return (x << by) | (x >> (64 - by)); }

/* xoshiro256**, Blackman and Vigna 2018. */
static inline uint64_t draw(uint64_t *s) {
  uint64_t word = rotl(s[1] * 5, 7) * 9, t = s[1] << 17;
  s[2] ^= s[0];
  s[3] ^= s[1];
  s[1] ^= s[2];
  s[0] ^= s[3];
  s[2] ^= t;
  s[3] = rotl(s[3], 45);
  return word;
}

static double uniform(uint64_t *s) { return (double)(draw(s) >> 11) / 9007199254740992.0; }

static double tail(uint64_t *chance) {
  for (;;) {
    double above = -log(1 - uniform(chance)) / edge;
    double height = -log(1 - uniform(chance));
    if (2 * height > above * above) return edge + above;
  }
}

static inline double normal(uint64_t *s, uint64_t *chance) {
  for (;;) {
    uint64_t word = draw(s);
    int layer = (int)(word & 255);
    double place = (double)((int64_t)word >> 11);
    double value = place * width[layer];
    if (fabs(place) < inside[layer]) return value;
    if (layer == 0) return place < 0 ? -tail(chance) : tail(chance);
    double low = density[layer], high = density[layer + 1];
    if (low + uniform(chance) * (high - low) < exp(-value * value / 2)) return value;
  }
}

static void run(long paths, int steps, uint64_t *s, uint64_t *chance) {
  struct timespec start, end;
  clock_gettime(CLOCK_MONOTONIC, &start);
  double drift = (0.05 - 0.2 * 0.2 / 2) / steps, spread = 0.2 * sqrt(1.0 / steps);
  double last = 0, deepest = 0;
  for (long path = 0; path < paths; path++) {
    double level = 0, value = 100, peak = 100, worst = 0;
    for (int step = 0; step < steps; step++) {
      level += drift + spread * normal(s, chance);
      value = 100 * exp(level);
      if (value > peak) peak = value;
      double drawdown = 1 - value / peak;
      if (drawdown > worst) worst = drawdown;
    }
    last += value;
    deepest += worst;
  }
  clock_gettime(CLOCK_MONOTONIC, &end);
  double seconds = (double)(end.tv_sec - start.tv_sec) + (double)(end.tv_nsec - start.tv_nsec) / 1e9;
  printf("{\"seconds\":%.9f,\"last\":%.17g,\"deepest\":%.17g}\n", seconds, last, deepest);
  fflush(stdout);
}

int main(int count, char **words) {
  if (count != 19) return 2;
  uint64_t state[8];
  for (int i = 0; i < 8; i++)
    state[i] = strtoull(words[3 + 2 * i], 0, 10) | strtoull(words[4 + 2 * i], 0, 10) << 32;
  fill_tables();
  printf("{\"version\":\"C\"}\n");
  fflush(stdout);
  char line[64];
  while (fgets(line, sizeof line, stdin)) {
    uint64_t fresh[8];
    for (int i = 0; i < 8; i++) fresh[i] = state[i];
    run(atol(words[1]), atoi(words[2]), fresh, fresh + 4);
  }
  return 0;
}
