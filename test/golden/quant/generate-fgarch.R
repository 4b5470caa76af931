# Writes fgarch.json beside this file: GARCH(1,1) and APARCH fits of fGarch on the series of
# volatility.json.
#
# Run from the top of the project, after generate-volatility.py, with R 4.2.2 and fGarch 4022.89:
#     Rscript test/golden/quant/generate-fgarch.R
# Never run it to make a test pass: a difference is a bug in one of the two.

suppressMessages(library(fGarch))

text <- paste(readLines("test/golden/quant/volatility.json"), collapse = "")
number <- function(x) paste0("[", paste(sprintf("%.17g", as.numeric(x)), collapse = ","), "]")
series <- function(name) {
  values <- sub(sprintf('.*"series":\\{.*?"%s":\\[([^]]*)\\].*', name), "\\1", text, perl = TRUE)
  as.numeric(strsplit(values, ",")[[1]])
}

cases <- c()
for (name in c("calm", "heavy", "fast")) for (law in c("norm", "std")) {
  fit <- garchFit(~ garch(1, 1), data = series(name), cond.dist = law, trace = FALSE)
  cases <- c(cases, sprintf(
    '{"series":"%s","innovation":"%s","parameters":%s,"errors":%s,"logLikelihood":%.17g,"firstVariances":%s,"lastVariances":%s}',
    name, if (law == "norm") "normal" else "student-t", number(coef(fit)), number(fit@fit$se.coef),
    -fit@fit$llh, number(head(fit@h.t, 3)), number(tail(fit@h.t, 3))))
}
cat(sprintf(
  '{"source":"fGarch garchFit(~ garch(1, 1)), start and optimiser as by default","versions":"%s, fGarch %s","generator":"test/golden/quant/generate-fgarch.R","licence":"numbers made for this project, MIT",\n"cases":[%s]}\n',
  R.version.string, packageVersion("fGarch"), paste(cases, collapse = ",\n")),
  file = "test/golden/quant/fgarch.json")
