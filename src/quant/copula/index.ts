export {
  fitCopulaByRegime,
  fitStudentCopula,
  type StudentCopulaFit,
  type StudentCopulaOptions,
} from './fit-student-copula.ts'
export {
  fitGaussianCopula,
  type GaussianCopulaFit,
  gaussianCopulaLogLikelihood,
  sampleGaussianCopula,
} from './gaussian-copula.ts'
export { kendallMatrix, kendallTau } from './kendall-tau.ts'
export { pseudoObservations } from './pseudo-observations.ts'
export { rankCorrelation } from './rank-correlation.ts'
export { spearmanRho } from './spearman.ts'
export { studentRankQuantiles } from './rank-quantiles.ts'
export {
  type StudentCopula,
  sampleStudentCopula,
  studentCopulaLogLikelihood,
  studentTailDependence,
} from './student-copula.ts'
