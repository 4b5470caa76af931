# Writes cointegration-urca.json beside this file: unit-root and cointegration tests of R.
#
# Run from the top of the project, with R 4.2.2 and urca 1.3.3 and the data in ../shared:
#     Rscript test/golden/quant/generate-cointegration.R
# Never run it to make a test pass: a difference is a bug in one of the two.

library(urca)

rao <- read.csv("../shared/golden/raotbl3.csv")
denmark <- read.csv("../shared/golden/denmark_55.csv")[, c("LRM", "LRY", "IBO", "IDE")]

number <- function(x) paste0("[", paste(formatC(as.numeric(x), digits = 17, format = "g", flag = "#"), collapse = ","), "]")
fix <- function(x) gsub("\\.(?=[,\\]])", ".0", x, perl = TRUE)

adf <- c()
for (column in c("lc", "li", "lw")) for (type in c("none", "drift", "trend")) for (lags in c(1, 3)) {
  fit <- ur.df(rao[[column]], type = type, lags = lags)
  adf <- c(adf, sprintf('{"column":"%s","type":"%s","lags":%d,"statistics":%s}', column, type, lags, number(fit@teststat)))
}
stationary <- c()
for (column in c("lc", "li", "lw")) for (type in c("mu", "tau")) for (lags in c("nil", "short", "long")) {
  fit <- ur.kpss(rao[[column]], type = type, lags = lags)
  stationary <- c(stationary, sprintf('{"column":"%s","type":"%s","lags":%d,"statistic":%s}', column, type, fit@lag, number(fit@teststat)))
}
johansen <- c()
for (ecdet in c("none", "const", "trend")) for (K in c(2, 3)) for (season in list(NULL, 4)) {
  trace <- ca.jo(denmark, type = "trace", ecdet = ecdet, K = K, spec = "transitory", season = season)
  eigen <- ca.jo(denmark, type = "eigen", ecdet = ecdet, K = K, spec = "transitory", season = season)
  johansen <- c(johansen, sprintf(
    '{"terms":"%s","lags":%d,"seasons":%d,"eigenvalues":%s,"trace":%s,"maximum":%s,"vector":%s,"loading":%s,"traceFivePercent":%s}',
    ecdet, K - 1, if (is.null(season)) 1 else season, number(trace@lambda[1:4]), number(rev(trace@teststat)),
    number(rev(eigen@teststat)), number(trace@V[, 1]), number(trace@W[, 1]), number(rev(trace@cval[, 2]))))
}
text <- sprintf('{"source":"urca ur.df, ur.kpss, ca.jo on its data raotbl3 and denmark","versions":"%s, urca %s","generator":"test/golden/quant/generate-cointegration.R","licence":"numbers made for this project, MIT","tolerance":1e-8,\n"adf":[%s],\n"kpss":[%s],\n"johansen":[%s]}',
  R.version.string, packageVersion("urca"), paste(adf, collapse = ",\n"), paste(stationary, collapse = ",\n"), paste(johansen, collapse = ",\n"))
writeLines(fix(text), "test/golden/quant/cointegration-urca.json")
