# Writes bars-ttr.json beside this file: what indicators are held to that TTR (R) has.
#
# Run: Rscript test/golden/features/generate-bars-ttr.R ../shared/golden/ttrc_60.csv
# Packages: TTR 0.24.3, zoo, xts. Rows are counted from 0.
# Never run it to make a test pass: a difference is a bug in one of the two.
suppressMessages(library(TTR))
file <- commandArgs(trailingOnly = TRUE)[1]
d <- read.csv(file)
ohlc <- as.matrix(d[, c("Open", "High", "Low", "Close")])
hlc <- as.matrix(d[, c("High", "Low", "Close")])
out <- character()
case <- function(key, line, reference, values) {
  at <- which(is.finite(values))
  at <- unique(c(at[1], at[ceiling(length(at) / 2)], at[length(at)]))
  rows <- paste(sprintf('"%d": %.15g', at - 1, values[at]), collapse = ", ")
  form <- '  {"key": "%s", "line": "%s", "bars": "%s", "reference": "TTR %s", "rows": {%s}}'
  out <<- c(out, sprintf(form, key, line, basename(file), reference, rows))
}
for (name in c("close", "parkinson", "garman.klass", "rogers.satchell", "yang.zhang")) {
  ours <- c(close = "close-to-close", parkinson = "parkinson", garman.klass = "garman-klass",
            rogers.satchell = "rogers-satchell", yang.zhang = "yang-zhang")[[name]]
  # close: n counts prices here, and returns with us.
  n <- if (name == "close") 11 else 10
  values <- volatility(ohlc, n = n, calc = name, N = 260)
  case(sprintf("rangeVolatility(%s,10,260)", ours), "volatility", sprintf("volatility %s", name), values)
}
case("verticalHorizontalFilter(28)", "filter", "VHF", as.numeric(VHF(d$Close, 28)))
case("chaikinVolatility(10,10)", "volatility", "chaikinVolatility",
     100 * as.numeric(chaikinVolatility(hlc[, c("High", "Low")], 10)))
case("chaikinMoneyFlow(20)", "flow", "CMF", as.numeric(CMF(hlc, d$Volume, 20)))
case("atr(14)", "atr", "ATR", as.numeric(ATR(hlc, 14)[, "atr"]))
case("rsi(14)", "rsi", "RSI", as.numeric(RSI(d$Close, 14)))
case("macd(12,26,9)", "macd", "MACD", as.numeric(MACD(d$Close, percent = FALSE)[, "macd"]))
case("macd(12,26,9)", "signal", "MACD", as.numeric(MACD(d$Close, percent = FALSE)[, "signal"]))
head <- sprintf('"versions": {"TTR": "%s"},\n "tolerance": 1e-9',
                as.character(packageVersion("TTR")))
here <- dirname(sub("--file=", "", grep("--file=", commandArgs(), value = TRUE)))
writeLines(sprintf("{%s,\n \"cases\": [\n%s\n ]}", head, paste(out, collapse = ",\n")),
           file.path(here, "bars-ttr.json"))
