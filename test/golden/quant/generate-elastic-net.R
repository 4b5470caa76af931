# Writes elastic-net.json beside this file: the paths and the cross-validation of glmnet.
#
# Run from the top of the project, with R 4.2.2 and glmnet 4.1.6:
#     Rscript test/golden/quant/generate-elastic-net.R
# Never run it to make a test pass: a difference is a bug in one of the two.

library(glmnet)

set.seed(4)
count <- 80
x <- round(matrix(rnorm(count * 8), count) %*% diag(c(1, 2, 0.1, 5, 1, 1, 1, 1)), 4)
x[, 8] <- round(0.7 * x[, 1] + 0.3 * x[, 8], 4)
y <- 1.5 * x[, 1] - 0.7 * x[, 2] + 4 * x[, 3] + rnorm(count)
# glmnet divides y by its deviation (divisor n), which weighs its ridge part: with a deviation of 1
# it solves the problem as it is written down.
y <- y - mean(y)
y <- y / sqrt(mean(y^2))

row <- function(values) paste0("[", paste(sprintf("%.17g", values), collapse = ","), "]")
rows <- function(m) paste0("[", paste(apply(m, 1, row), collapse = ",\n"), "]")

path <- function(mixture) {
  fit <- glmnet(x, y, alpha = mixture, nlambda = 20, thresh = 1e-22, maxit = 1e7)
  sprintf(
    '{"mixture": %g, "penalties": %s, "intercepts": %s, "coefficients": %s}',
    mixture, row(fit$lambda), row(fit$a0), rows(t(as.matrix(fit$beta)))
  )
}

folds <- rep(0:4, length.out = count)
# With no penalties given, glmnet would take others in each fold and interpolate between them.
cv <- cv.glmnet(
  x, y, alpha = 1, lambda = glmnet(x, y, nlambda = 30)$lambda, foldid = folds + 1,
  thresh = 1e-22, maxit = 1e7
)
text <- sprintf(
  '{
"source": "glmnet", "versions": {"R": "%s", "glmnet": "%s"}, "tolerance": 1e-9,
"x": %s, "y": %s,
"paths": [%s],
"choice": {"folds": %s, "penalties": %s, "errors": %s, "deviations": %s, "best": %s, "sparse": %s}
}',
  getRversion(), packageVersion("glmnet"), rows(x), row(y),
  paste(path(1), path(0.5), path(0.05), sep = ",\n"), row(folds), row(cv$lambda), row(cv$cvm),
  row(cv$cvsd), sprintf("%.17g", cv$lambda.min), sprintf("%.17g", cv$lambda.1se)
)
writeLines(text, "test/golden/quant/elastic-net.json")
