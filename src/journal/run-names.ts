import { decimals, formatDecimal, type Json, parseDecimal } from '../base/index.ts'

/** One instrument as the header of a run names it; tick and lot are decimal text. */
export type NamedInstrument = { readonly id: string; readonly tick: string; readonly lot: string }

/** The names behind the numbers in a run's events, by position. */
export type RunNames = {
  readonly instruments: readonly NamedInstrument[]
  readonly agents: readonly string[]
}

/**
 * Reads `{instruments: [{id, tick, lot}], agents: [text]}` from a run's header. What is missing or
 * of another shape gets a name made of its position: events are shown all the same.
 */
export function runNames(header: Json): RunNames {
  return {
    instruments: list(header, 'instruments').map((entry, position) => ({
      id: text(entry, 'id', `instrument ${position}`),
      tick: step(text(entry, 'tick', '1')),
      lot: step(text(entry, 'lot', '1')),
    })),
    agents: list(header, 'agents').map((entry, position) =>
      typeof entry === 'string' ? entry : `agent ${position}`,
    ),
  }
}

/** `count` steps as the nearest double: 15 steps of `'0.01'` are 0.15, not 15 × 0.01. */
export function stepsToNumber(count: number, step: string): number {
  const scale = decimals(step)
  const units = parseDecimal(step, scale) ?? 1n
  return Number(formatDecimal(BigInt(count) * units, scale))
}

function step(value: string): string {
  return parseDecimal(value, decimals(value)) === undefined ? '1' : value
}

function field(of: Json | undefined, name: string): Json | undefined {
  if (typeof of !== 'object' || of === null) return undefined
  return Object.entries(of).find(([key]) => key === name)?.[1]
}

function list(of: Json, name: string): readonly Json[] {
  const found = field(of, name)
  return Array.isArray(found) ? found : []
}

function text(of: Json | undefined, name: string, otherwise: string): string {
  const found = field(of, name)
  return typeof found === 'string' ? found : otherwise
}
