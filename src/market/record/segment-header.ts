import { parseDecimal } from '../../base/index.ts'

/** What a file of a recording says about itself. */
export type SegmentHeader = {
  readonly instrument: string
  /** The grid its rows are counted in, as decimal text. */
  readonly tick: string
  readonly lot: string
  /** The venue's clock minus ours when the recording began; `null` when nobody asked. Unit: us. */
  readonly clockOffsetUs: number | null
}

/** @returns `undefined` for what is no header. */
export function parseSegmentHeader(bytes: Uint8Array): SegmentHeader | undefined {
  let wire: unknown
  try {
    wire = JSON.parse(new TextDecoder().decode(bytes))
  } catch {
    return undefined
  }
  const { instrument, tick, lot, clockOffsetUs } = Object(wire)
  if (typeof instrument !== 'string' || !isStep(tick) || !isStep(lot)) return undefined
  if (clockOffsetUs !== null && !Number.isSafeInteger(clockOffsetUs)) return undefined
  return { instrument, tick, lot, clockOffsetUs }
}

function isStep(value: unknown): value is string {
  if (typeof value !== 'string') return false
  const step = parseDecimal(value, 18)
  return step !== undefined && step > 0n
}
