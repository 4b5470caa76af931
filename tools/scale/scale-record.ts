import { readFileSync, writeFileSync } from 'node:fs'
import { z } from 'zod'
import { fitExponent, type GrowthFit, upperHalf } from './fit-exponent.ts'
import type { ScalePoint } from './scale-case.ts'

/** What is kept of a measurement. */
export const scaleFile = 'test/golden/scale.json'

const point: z.ZodType<ScalePoint> = z.strictObject({
  size: z.number().positive(),
  seconds: z.array(z.number().positive()).min(1),
  megabytes: z.number().positive(),
  hash: z.string(),
})

/** All that was measured, and where. */
export type ScaleRecord = {
  readonly source: 'tools/scale.ts'
  readonly node: string
  readonly machine: string
  /** By the name of what was asked. */
  readonly cases: Readonly<Record<string, readonly ScalePoint[]>>
}

const record: z.ZodType<ScaleRecord> = z.strictObject({
  source: z.literal('tools/scale.ts'),
  node: z.string(),
  machine: z.string(),
  cases: z.record(z.string(), z.array(point)),
})

export function readScale(file: string = scaleFile): ScaleRecord {
  return record.parse(JSON.parse(readFileSync(file, 'utf8')))
}

export function writeScale(of: ScaleRecord, file: string = scaleFile): void {
  writeFileSync(file, `${JSON.stringify(of, undefined, 2)}\n`)
}

/** The middle one of the runs of a size. Unit: s. */
export function secondsOf({ seconds }: ScalePoint): number {
  return seconds.toSorted((a, b) => a - b)[Math.floor(seconds.length / 2)] as number
}

/** How the CPU time of some points grows: over all of them, and over the larger ones. */
export function growthOf(points: readonly ScalePoint[]): {
  readonly all: GrowthFit | undefined
  readonly upper: GrowthFit | undefined
} {
  const fit = (some: readonly ScalePoint[]): GrowthFit | undefined =>
    fitExponent(
      some.map(({ size }) => size),
      some.map(secondsOf),
    )
  return { all: fit(points), upper: fit(upperHalf(points)) }
}
