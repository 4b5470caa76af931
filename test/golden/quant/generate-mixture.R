# Writes mixture.json beside this file: the mixture of mclust on R's own `faithful`.
#
# Run from the top of the project, with R 4.2.2 and mclust 6.0.0:
#     Rscript test/golden/quant/generate-mixture.R
# Never run it to make a test pass: a difference is a bug in one of the two.

library(mclust)

fit <- Mclust(faithful, G = 2, modelNames = "VVV", verbose = FALSE,
              control = emControl(tol = c(1e-15, 1e-15)))
order <- order(fit$parameters$pro)
numbers <- function(x) paste0("[", paste(sprintf("%.17g", as.numeric(x)), collapse = ","), "]")
text <- sprintf('{"source":"mclust Mclust(faithful, G = 2, VVV), tolerance 1e-15","versions":"%s, mclust %s","generator":"test/golden/quant/generate-mixture.R","licence":"numbers made for this project, MIT","tolerance":1e-7,
"observations":%s,
"weights":%s,"means":%s,"covariances":%s,"logLikelihood":%.17g,"bic":%.17g}',
  R.version.string, packageVersion("mclust"), numbers(t(as.matrix(faithful))),
  numbers(fit$parameters$pro[order]), numbers(fit$parameters$mean[, order]),
  numbers(fit$parameters$variance$sigma[, , order]), fit$loglik, -fit$bic)
writeLines(text, "test/golden/quant/mixture.json")
