# Writes hypothesis-r.json beside this file: Diebold-Mariano tests of R's forecast 8.20.
#
# Run: Rscript -e 'install.packages(c("forecast", "jsonlite"))'
#      Rscript test/golden/quant/generate-hypothesis.R
# Never run it to make a test pass: a difference is a bug in one of the two.
suppressMessages(library(forecast))
set.seed(7)
args <- commandArgs(trailingOnly = FALSE)
here <- dirname(sub("--file=", "", args[grep("--file=", args)]))
number <- function(x) formatC(x, digits = 17, format = "g", width = 1)
numbers <- function(x) paste0("[", paste(number(x), collapse = ", "), "]")
case <- function(count, scale, horizon, window, side) {
  e1 <- round(rnorm(count), 6)
  e2 <- round(scale * (0.5 * e1 + rnorm(count)), 6)
  test <- dm.test(e1, e2, h = horizon, power = 2, alternative = sub("-", ".", side),
                  varestimator = if (window == "bartlett") "bartlett" else "acf")
  sprintf('{"a": %s,\n"b": %s,\n"horizon": %d, "window": "%s", "alternative": "%s", "statistic": %s, "probability": %s}',
          numbers(e1), numbers(e2), horizon, window, side, number(test$statistic), number(test$p.value))
}
cases <- c(
  case(40, 1, 1, "rectangular", "two-sided"),
  case(60, 1.2, 3, "rectangular", "less"),
  case(60, 1.2, 3, "bartlett", "less"),
  case(30, 0.7, 5, "bartlett", "greater")
)
text <- sprintf('{"source": "R forecast %s dm.test, power 2", "versions": "R %s, forecast %s",\n"generator": "test/golden/quant/generate-hypothesis.R", "tolerance": 1e-9,\n"cases": [\n%s\n]}',
                packageVersion("forecast"), getRversion(), packageVersion("forecast"), paste(cases, collapse = ",\n"))
writeLines(text, file.path(here, "hypothesis-r.json"))
