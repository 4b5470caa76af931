# Writes wavelet-waveslim.json beside this file: maximal overlap transforms of R.
#
# Run from the top of the project, with R 4.2.2 and waveslim 1.8.4:
#     Rscript test/golden/quant/generate-wavelet.R
# Never run it to make a test pass: a difference is a bug in one of the two.

suppressMessages(library(waveslim))

set.seed(20260104)
made <- list(walk = cumsum(rnorm(64)), noise = rnorm(97), wave = sin(0.4 * 1:48) + 0.2 * rnorm(48), short = rnorm(8))
made <- lapply(made, round, 6)
number <- function(x) paste0("[", paste(formatC(as.numeric(x), digits = 17, format = "g"), collapse = ","), "]")

runs <- c()
for (name in names(made)) for (filter in c("haar", "d4")) {
  x <- made[[name]]
  levels <- if (length(x) < 20) 2 else 4
  w <- modwt(x, filter, levels, boundary = "periodic")
  v <- wave.variance(brick.wall(w, filter, method = "modwt"))[1:levels, ]
  v <- v[is.finite(v$wavevar), ]
  runs <- c(runs, sprintf('{"series":"%s","values":%s,"wavelet":"%s","levels":%d,"details":[%s],"smooth":%s,"variances":%s,"lows":%s,"highs":%s}',
    name, number(x), c(haar = "db1", d4 = "db2")[[filter]], levels, paste(sapply(w[1:levels], number), collapse = ","),
    number(w[[levels + 1]]), number(v$wavevar), number(v$lower), number(v$upper)))
}
writeLines(sprintf('{"source":"waveslim modwt, brick.wall, wave.variance","versions":"%s, waveslim %s","generator":"test/golden/quant/generate-wavelet.R","licence":"numbers made for this project, MIT","tolerance":1e-9,\n"runs":[%s]}',
  R.version.string, packageVersion("waveslim"), paste(runs, collapse = ",\n")), "test/golden/quant/wavelet-waveslim.json")
