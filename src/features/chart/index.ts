export { heikinAshi } from './heikin-ashi.ts'
export { renko, renkoAtr } from './renko.ts'
