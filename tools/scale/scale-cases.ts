import { deskCases } from './desk-cases.ts'
import { memoryCases } from './memory-cases.ts'
import type { ScaleCase } from './scale-case.ts'
import { sweepCase } from './sweep-case.ts'

/** All that is asked how it grows, in the order of the page. */
export const scaleCases: readonly ScaleCase[] = [...deskCases, ...memoryCases, sweepCase]
