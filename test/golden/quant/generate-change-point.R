# Writes change-point-strucchange.json beside this file: tests of one mean of R.
#
# Run from the top of the project, with R 4.2.2 and strucchange 1.5.3:
#     Rscript test/golden/quant/generate-change-point.R
# Never run it to make a test pass: a difference is a bug in one of the two.

suppressMessages(library(strucchange))

set.seed(20260105)
n <- 80
made <- list(noise = rnorm(n), shift = rnorm(n) + rep(0:1, c(30, 50)), late = rnorm(n) + rep(0:1, c(60, 20)) * 2, trend = rnorm(n) + 0.03 * 1:n)
made <- lapply(made, round, 6)
made$nile <- as.numeric(Nile)

number <- function(x) paste0("[", paste(formatC(as.numeric(x), digits = 17, format = "g"), collapse = ","), "]")
runs <- c()
for (name in names(made)) {
  x <- made[[name]]
  test <- sctest(efp(x ~ 1, type = "OLS-CUSUM"))
  cut <- breakpoints(breakpoints(x ~ 1, h = 0.15), breaks = 1)$breakpoints
  fit <- Fstats(x ~ 1, from = 0.15)
  left <- sum((x[1:cut] - mean(x[1:cut]))^2) + sum((x[-(1:cut)] - mean(x[-(1:cut)]))^2)
  runs <- c(runs, sprintf('{"name":"%s","values":%s,"cusum":[%s,%s],"break":%d,"residualSum":%s,"supremumF":%s}',
    name, number(x), formatC(test$statistic, digits = 17, format = "g"), formatC(test$p.value, digits = 17, format = "g"), cut,
    formatC(left, digits = 17, format = "g"), formatC(max(fit$Fstats), digits = 17, format = "g")))
}
writeLines(sprintf('{"source":"strucchange efp, breakpoints, Fstats; the Nile of R","versions":"%s, strucchange %s","generator":"test/golden/quant/generate-change-point.R","licence":"numbers made for this project, MIT","tolerance":1e-9,\n"runs":[%s]}',
  R.version.string, packageVersion("strucchange"), paste(runs, collapse = ",\n")), "test/golden/quant/change-point-strucchange.json")
