import type { SoundnessThresholds } from '../../research/index.ts'
import type { ConfigurationValues } from '../configuration-values.ts'

/** What the settings ask of a strategy. How long a certificate holds is no part of it. */
export function thresholdsOf({ soundness }: ConfigurationValues): SoundnessThresholds {
  const { validDays: _, ...thresholds } = soundness
  return thresholds
}
