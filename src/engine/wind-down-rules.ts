import { secondUs } from '../domain/index.ts'

/** How a desk is wound down. */
export type WindDownRules = {
  /** Parts in which `reduce` closes what is held, and how far apart they are at least. Unit: us. */
  readonly stages: number
  readonly everyUs: number
}

export const windDownDefaults: WindDownRules = { stages: 4, everyUs: 60 * secondUs }
