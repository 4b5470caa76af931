export { brentMinimum } from './brent-minimum.ts'
export { brentRoot } from './brent-root.ts'
export { type CmaEsOptions, CmaEsSearch, cmaEs } from './cma-es.ts'
export { expectedImprovement } from './expected-improvement.ts'
export { fitGaussianProcess, type GaussianProcessSample } from './fit-gaussian-process.ts'
export {
  type GaussianProcess,
  type GaussianProcessProblem,
  gaussianPosterior,
  gaussianProcess,
} from './gaussian-process.ts'
export { hessianOf } from './hessian-of.ts'
export type { KernelShape } from './kernel-at.ts'
export { type BoundedOptions, minimiseBounded } from './minimise-bounded.ts'
export type { Minimum } from './minimum.ts'
export { type NelderMeadOptions, nelderMead } from './nelder-mead.ts'
export { type QuadraticProgram, quadraticMinimum } from './quadratic-minimum.ts'
export { type SearchParameter, suggestRandom, type SearchTrial } from './search-space.ts'
export { type ImprovementOptions, suggestImprovement } from './suggest-improvement.ts'
export { type ParzenOptions, suggestParzen } from './suggest-parzen.ts'
export { unitPoint } from './unit-point.ts'
