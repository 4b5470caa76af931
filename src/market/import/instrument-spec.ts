import { decimals, declined, ok, parseDecimal, type Result } from '../../base/index.ts'

/** The grid of an instrument as far as a person gave it. */
export type InstrumentSpec = {
  readonly tick?: string | undefined
  readonly lot?: string | undefined
}

/** `tick=0.01,lot=0.00001`, either half alone too. */
export function parseInstrumentSpec(text: string): Result<InstrumentSpec> {
  const spec: { tick?: string; lot?: string } = {}
  for (const part of text.split(',')) {
    const [name, value = ''] = part.trim().split('=')
    const step = parseDecimal(value, 15)
    const isKnown = name === 'tick' || name === 'lot'
    if (!isKnown || step === undefined || step <= 0n || (name === 'lot' && decimals(value) > 8))
      return declined(
        `'${part}' is not a step; write --instrument-spec tick=0.01,lot=0.00001 ` +
          '(a lot has at most 8 decimals).',
      )
    spec[name] = value
  }
  return ok(spec)
}
