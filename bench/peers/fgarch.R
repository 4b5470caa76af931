# A GARCH(1,1) with a constant mean by fGarch, on doubles in the file of the first argument.
# Says its version, then answers a line 'answer' with its fit and any other with the seconds of one.

suppressMessages(library(fGarch))

file <- commandArgs(trailingOnly = TRUE)[1]
returns <- readBin(file, "double", n = file.size(file) / 8, endian = "little")
say <- function(text) {
  cat(text, "\n", sep = "")
  flush(stdout())
}
fit_once <- function() garchFit(~ garch(1, 1), data = returns, trace = FALSE)

say(sprintf('{"version":"%s"}', packageVersion("fGarch")))
lines <- file("stdin", "r")
while (length(line <- readLines(lines, n = 1)) > 0) {
  start <- Sys.time()
  fit <- fit_once()
  seconds <- as.numeric(difftime(Sys.time(), start, units = "secs"))
  if (line == "answer") {
    say(sprintf('{"logLikelihood":%.17g}', -fit@fit$llh))
  } else {
    say(sprintf('{"seconds":%.9f}', seconds))
  }
}
