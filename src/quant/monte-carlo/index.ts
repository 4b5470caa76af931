export { bootstrapSummary } from './bootstrap-summary.ts'
export {
  type ControlVariate,
  estimateMean,
  type MeanEstimate,
  type Payoff,
} from './estimate-mean.ts'
export {
  type FractionalBrownianMotion,
  fractionalBrownianMotion,
} from './fractional-brownian-motion.ts'
export {
  type GeometricBrownianMotion,
  geometricBrownianMotion,
} from './geometric-brownian-motion.ts'
export { heston } from './heston.ts'
export type { Heston } from './heston-parameters.ts'
export { type MertonJumpDiffusion, mertonJumpDiffusion } from './merton-jump-diffusion.ts'
export { NormalStream } from './normal-stream.ts'
export { type OrnsteinUhlenbeck, ornsteinUhlenbeck } from './ornstein-uhlenbeck.ts'
export { type PathSummary, summarisePaths, summaryOf } from './path-summary.ts'
export { type PathGrid, type PathLaw, type Paths, pathOf } from './paths.ts'
export { bridgedTouch, gamblersRuin, ruinOfGeometricBrownianMotion, touch } from './ruin.ts'
export { simulatePaths, streamPaths } from './stream-paths.ts'
export { lossTail, type ShareEstimate, type WealthRisk, wealthRisk } from './wealth-risk.ts'
