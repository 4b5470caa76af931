import { minuteUs } from '../../domain/index.ts'
import { every, type FeatureSpec } from '../../features/index.ts'

/** Puts features on bars of so many minutes. */
export function over(minutes: number): (spec: FeatureSpec) => FeatureSpec {
  return (spec) => every(minutes * minuteUs, spec)
}
