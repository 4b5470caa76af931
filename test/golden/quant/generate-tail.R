# Writes tail-r.json beside this file: tails of the danish fire losses by R's extreme value packages.
#
# Run from the top of the project, with R 4.2.2, fExtremes 4021.83 and evd 2.3.6.1 and the data in
# ../shared:
#     Rscript test/golden/quant/generate-tail.R
# Never run it to make a test pass: a difference is a bug in one of the two.

suppressMessages({library(fExtremes); library(evd)})

losses <- read.csv("../shared/golden/danish_fire_2167.csv")$dat
numbers <- function(x) paste0("[", paste(sprintf("%.17g", as.numeric(x)), collapse = ","), "]")
cases <- c()
for (threshold in c(5, 10, 20)) {
  weighted <- suppressWarnings(gpdFit(losses, u = threshold, type = "pwm"))@fit$par.ests
  likely <- fpot(losses, threshold, control = list(reltol = 1e-15, maxit = 5000))
  cases <- c(cases, sprintf('{"threshold":%g,"weighted":%s,"likely":%s,"errors":%s,"deviance":%.17g}',
    threshold, numbers(weighted), numbers(likely$estimate), numbers(likely$std.err), likely$deviance))
}
text <- sprintf('{"source":"fExtremes gpdFit(type = pwm), evd fpot","versions":"%s, fExtremes %s, evd %s","generator":"test/golden/quant/generate-tail.R","licence":"numbers made for this project, MIT","tolerance":1e-4,
"cases":[%s]}', R.version.string, packageVersion("fExtremes"), packageVersion("evd"), paste(cases, collapse = ",\n"))
writeLines(text, "test/golden/quant/tail-r.json")
