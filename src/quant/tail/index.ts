export {
  type ChristoffersenTests,
  christoffersenTests,
  type ExceedanceCount,
  kupiecTest,
} from './exceedance-tests.ts'
export { fitStudentT, type StudentTFit } from './fit-student-t.ts'
export {
  fitGeneralisedPareto,
  type GeneralisedPareto,
  type GeneralisedParetoFit,
} from './generalised-pareto.ts'
export { hillIndex, pickandsShape } from './hill.ts'
export { paretoByMoments, paretoByWeightedMoments } from './pareto-start.ts'
export {
  fitPeaksOverThreshold,
  type MeanExcess,
  meanExcess,
  type PeaksOverThreshold,
  tailExpectedShortfall,
  tailValueAtRisk,
} from './peaks-over-threshold.ts'
export {
  acerbiSzekelyStatistic,
  acerbiSzekelyTest,
  mcNeilFreyTest,
  type ShortfallForecasts,
  type ShortfallTest,
} from './shortfall-tests.ts'
export { standardNormalRisk, standardStudentRisk, type TailRisk } from './standard-risk.ts'
export {
  cornishFisherRisk,
  gaussianRisk,
  historicalRisk,
  studentRisk,
} from './value-at-risk.ts'
