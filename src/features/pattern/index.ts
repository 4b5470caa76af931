export { divergence } from './divergence.ts'
export { elliottWaves } from './elliott.ts'
export { type ElliottName, elliottNames } from './elliott-rules.ts'
export {
  type HarmonicName,
  type HarmonicTemplate,
  harmonicNames,
  harmonicTemplates,
} from './harmonic-templates.ts'
export { harmonics, sizeForStop } from './harmonics.ts'
export { zigzag } from './zigzag.ts'
