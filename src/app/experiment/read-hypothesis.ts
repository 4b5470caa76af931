import path from 'node:path'
import { z } from 'zod'
import { reasonOf, UserError } from '../../base/index.ts'
import { nodeDisk, readText } from '../../kernel/index.ts'
import { corrections, forecastLosses, spendings } from '../../research/index.ts'
import { codeMoatNames } from '../../sources/index.ts'
import { isDay } from '../data-time.ts'
import { parseToml } from '../parse-toml.ts'
import type { ArmNames, ForecastPart, Hypothesis, TradingPart } from './hypothesis.ts'

const day: z.ZodString = z
  .string()
  .refine(isDay, 'must be a day of the calendar in quotes, as "2024-01-31"')
const words = z.string().min(1).max(300)
const count = (min: number, max: number): z.ZodInt => z.int().min(min).max(max)

const values = z.record(z.string(), z.union([z.number(), z.boolean(), z.string()]))

const arm: z.ZodType<ArmNames> = z.strictObject({
  agent: words,
  parameters: values.default({}),
})

const subjects: z.ZodType<Hypothesis['subjects']> = z
  .array(z.strictObject({ name: words, bars: words, commits: words, instrument: words.optional() }))
  .min(1)
  .max(50)
  .refine((all) => new Set(all.map(({ name }) => name)).size === all.length, {
    message: 'every subject must have a name of its own',
  })

const forecast: z.ZodType<ForecastPart> = z.strictObject({
  horizonHours: z.literal([1, 2, 3, 4, 6, 8, 12, 24]),
  trainDays: count(28, 3_650),
  refitDays: count(1, 365),
  columns: z.array(z.enum(codeMoatNames)).min(1).max(codeMoatNames.length),
  loss: z.enum(forecastLosses),
  effectMin: z.number().min(0.001).max(100),
  permutations: count(19, 9_999),
  curveHours: z.array(z.number().min(0).max(720)).max(50).default([]),
})

const trading: z.ZodType<TradingPart> = z.strictObject({
  ...{ control: arm, treatment: arm },
  effectMin: z.number().min(0.001).max(10_000),
  permutations: count(19, 9_999),
  seeds: z.array(count(0, Number.MAX_SAFE_INTEGER)).min(1).max(50).default([1]),
  cash: count(1, 1_000_000_000).default(100_000),
  settings: z.record(z.string(), values).default({}),
})

const schema: z.ZodType<Hypothesis> = z
  .strictObject({
    name: z.string().regex(/^[a-z][a-z0-9-]{0,63}$/, 'lowercase letters, digits and dashes'),
    claim: words,
    alpha: z.number().min(0.0001).max(0.2),
    correction: z.enum(corrections),
    seed: count(0, Number.MAX_SAFE_INTEGER),
    lagHours: z.number().min(0).max(720),
    ...{ from: day, to: day, subjects },
    forecast: forecast.optional(),
    trading: trading.optional(),
    sequential: z.strictObject({ looks: count(2, 20), spending: z.enum(spendings) }).optional(),
  })
  .refine((of) => of.forecast !== undefined || of.trading !== undefined, {
    message: 'there must be a [forecast] or a [trading] part',
  })
  .refine((of) => of.from < of.to, { message: 'from must be before to' })

/**
 * Reads a hypothesis. Nothing unknown is passed over: a word misspelt would be a rule not kept.
 *
 * @throws UserError `experiment-file` with what is wrong and where.
 */
export function readHypothesis(file: string): Hypothesis {
  const read = parseToml(file, textOf(file))
  if (!read.ok) throw new UserError('experiment-file', read.error)
  const checked = schema.safeParse(read.value)
  if (checked.success) return checked.data
  const [issue] = checked.error.issues
  const place = issue?.path.join('.') ?? ''
  const where = place === '' ? '' : `${place}: `
  throw new UserError(
    'experiment-file',
    `${file}: ${where}${issue?.message ?? 'not a hypothesis'}; see docs/experiment.md.`,
  )
}

/**
 * A whole file that an experiment names.
 *
 * @throws UserError `experiment-file` when it cannot be read.
 */
export function textOf(file: string): string {
  let text: string | undefined
  try {
    text = readText(nodeDisk, file)
  } catch (error) {
    throw new UserError('experiment-file', `${file} cannot be read (${reasonOf(error)}).`)
  }
  if (text !== undefined) return text
  throw new UserError('experiment-file', `There is no file ${file}; check the path.`)
}

/** A path of a hypothesis, from where that stands. */
export function besideHypothesis(file: string, name: string): string {
  return path.isAbsolute(name) ? name : path.join(path.dirname(file), name)
}
