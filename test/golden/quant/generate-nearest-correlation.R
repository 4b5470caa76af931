# Writes nearest-correlation.json beside this file: the nearest correlations of R's Matrix.
#
# Run from the top of the project, with R 4.2.2 and Matrix 1.5.3:
#     Rscript test/golden/quant/generate-nearest-correlation.R
# Never run it to make a test pass: a difference is a bug in one of the two.

library(Matrix)

row <- function(values) paste0("[", paste(sprintf("%.17g", values), collapse = ","), "]")
rows <- function(m) paste0("[", paste(apply(m, 1, row), collapse = ",\n"), "]")

sample <- function(a) {
  found <- nearPD(
    a, corr = TRUE, do2eigen = FALSE, eig.tol = 1e-300, conv.tol = 1e-15, maxit = 100000,
    conv.norm.type = "F"
  )
  sprintf('{"a": %s,\n"nearest": %s}', rows(a), rows(as.matrix(found$mat)))
}

set.seed(12)
tied <- function(size) {
  a <- matrix(round(runif(size * size, -1, 1), 3), size)
  a <- (a + t(a)) / 2
  diag(a) <- 1
  a
}
higham <- matrix(c(1, 1, 0, 1, 1, 1, 0, 1, 1), 3)
text <- sprintf(
  '{
"source": "Matrix nearPD", "versions": {"R": "%s", "Matrix": "%s"}, "tolerance": 1e-9,
"samples": [%s]
}',
  getRversion(), packageVersion("Matrix"),
  paste(sample(higham), sample(tied(4)), sample(tied(7)), sep = ",\n")
)
writeLines(text, "test/golden/quant/nearest-correlation.json")
