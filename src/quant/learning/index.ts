export {
  type ElasticNetFit,
  type ElasticNetProblem,
  elasticNet,
  elasticNetAt,
  elasticNetPath,
} from './elastic-net.ts'
export { chooseElasticNet, type ElasticNetChoice } from './elastic-net-choice.ts'
export { fitIsotonic, type IsotonicFit, isotonicAt, isotonicMeans } from './isotonic.ts'
export { fitPlatt, type PlattFit, plattProbability } from './platt.ts'
