import { z } from 'zod'

/** Words a model may say. None is a path out of the desk's folder, and none begins an option. */
export const agentName: z.ZodString = z
  .string()
  .regex(/^[a-z][a-z0-9-]{0,40}$/, 'the name of an agent that ships')
const parameter = z
  .string()
  .regex(/^[a-zA-Z][a-zA-Z0-9.-]{0,60}=[a-zA-Z0-9.+-]{1,40}$/, 'a parameter such as fast=12')
const axis = z
  .string()
  .regex(/^[a-zA-Z][a-zA-Z0-9.-]{0,60}=[a-zA-Z0-9.+|/:-]{1,80}$/, 'an axis such as fast=5..50/5')
const date = z.string().regex(/^\d{4}-\d\d-\d\d$/, 'a day such as 2024-01-31')
const instrument = z.string().regex(/^[A-Z0-9][A-Z0-9.-]{0,40}$/, 'an instrument such as BTC-USD')
const market = z
  .string()
  .regex(/^(generated|scenario:[a-z0-9-]{1,40})$/, 'generated, or scenario:NAME')
const catalogFile = z
  .string()
  .max(200)
  .regex(/^[A-Za-z0-9][A-Za-z0-9._=-]*(\/[A-Za-z0-9][A-Za-z0-9._=-]*)*$/, 'a path of data_list')

type Opt<Type extends z.ZodType> = z.ZodOptional<Type>

type MarketShape = {
  readonly market: Opt<z.ZodString>
  readonly data: Opt<z.ZodString>
  readonly days: Opt<z.ZodNumber>
  readonly instrument: Opt<z.ZodString>
  readonly from: Opt<z.ZodString>
  readonly to: Opt<z.ZodString>
}

type RunShape = MarketShape & {
  readonly param: Opt<z.ZodArray<z.ZodString>>
  readonly seed: Opt<z.ZodNumber>
  readonly feeBps: Opt<z.ZodNumber>
  readonly slippageBps: Opt<z.ZodNumber>
}

/** Bars of the catalog, or a market that is made up. */
export const marketWords: MarketShape = {
  market: market.optional().describe('A made-up market: generated (default), or scenario:NAME.'),
  data: catalogFile.optional().describe('Instead: a path as data_list tells it.'),
  days: z.number().min(0.01).max(400).optional().describe('Length of a made-up market.'),
  instrument: instrument.optional(),
  from: date.optional().describe('First day, UTC.'),
  to: date.optional().describe('Last day, UTC.'),
}

/** A run of an agent that ships. Files of code are never named by a model. */
export const runWords: RunShape = {
  ...marketWords,
  param: z.array(parameter).max(20).optional(),
  seed: z.number().int().min(1).max(4_294_967_295).optional(),
  feeBps: z.number().min(0).max(1_000).optional(),
  slippageBps: z.number().min(0).max(1_000).optional(),
}
export const agentWords: { readonly agent: Opt<z.ZodArray<z.ZodString>> } = {
  agent: z.array(agentName).min(1).max(10).optional(),
}
export const axisWords: { readonly vary: z.ZodArray<z.ZodString> } = {
  vary: z.array(axis).min(1).max(6),
}

/** Every option that a run may have, as it was parsed. */
export type RunWords = {
  readonly market?: string | undefined
  readonly data?: string | undefined
  readonly days?: number | undefined
  readonly instrument?: string | undefined
  readonly from?: string | undefined
  readonly to?: string | undefined
  readonly agent?: readonly string[] | undefined
  readonly param?: readonly string[] | undefined
  readonly seed?: number | undefined
  readonly feeBps?: number | undefined
  readonly slippageBps?: number | undefined
  readonly vary?: readonly string[] | undefined
}
