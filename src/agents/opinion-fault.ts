import { nearest } from '../base/index.ts'
import { isSound, type Opinion } from './opinion.ts'

const known: readonly (keyof Opinion)[] = [
  'exposure',
  'confidence',
  'stop',
  'target',
  'holdUs',
  'follows',
  'quotes',
  'legs',
  'limit',
  'slippageMaxBps',
]
const names: ReadonlySet<string> = new Set(known)

/**
 * What is wrong with what a stranger's agent has said at a close; `undefined` when nothing is. It
 * is stricter than `isSound`: a field that there is not and a stop on the wrong side are mistakes
 * of the author, who believes in a stop that nobody sets.
 *
 * @param said - Whatever came back. @param close - Quote units.
 * @returns The end of a sentence that begins with where it was said.
 */
export function opinionFault(said: unknown, close: number): string | undefined {
  if (said === undefined) return undefined
  if (typeof said !== 'object' || said === null || Array.isArray(said))
    return `${worded(said)} is no opinion; return { exposure, confidence, … }, or undefined to abstain`
  if (typeof (said as { then?: unknown }).then === 'function')
    return 'a promise is no opinion; write opine without async, it has to answer at once'
  const opinion = said as Opinion
  for (const name in opinion) if (!names.has(name)) return unknownField(name)
  return isSound(opinion) ? wrongSide(opinion, close) : outOfRange(opinion)
}

function unknownField(name: string): string {
  const guess = nearest(name, known)
  const hint = guess === undefined ? `there are ${known.join(', ')}` : `perhaps ${guess} is meant`
  return `an opinion has no field '${name}'; ${hint}`
}

function outOfRange(opinion: Opinion): string {
  const said = Object.entries(opinion).map(([name, value]) => `${name} ${worded(value)}`)
  return (
    `the opinion has ${said.join(', ')}; exposure must be -1 to 1, confidence 0 to 1, ` +
    'stop and target above 0 or left out'
  )
}

/** A level at the close itself is none of these: risk sets it a tick away. */
function wrongSide(opinion: Opinion, close: number): string | undefined {
  const { exposure, limit, stop, target, quotes } = opinion
  const sign = quotes === undefined ? Math.sign(exposure) : 0
  const side = sign > 0 ? 'long' : 'short'
  if (limit !== undefined && (limit - close) * sign > 0)
    return `limit ${limit} of a ${side} is ${sign > 0 ? 'above' : 'below'} the close of ${close}`
  if (limit !== undefined && stop !== undefined && (stop - limit) * sign >= 0)
    return `stop ${stop} of a ${side} is not ${sign > 0 ? 'below' : 'above'} its limit of ${limit}`
  if (stop !== undefined && (stop - close) * sign > 0)
    return `stop ${stop} of a ${side} is ${sign > 0 ? 'above' : 'below'} the close of ${close}`
  if (target !== undefined && (close - target) * sign > 0)
    return `target ${target} of a ${side} is ${sign > 0 ? 'below' : 'above'} the close of ${close}`
  return undefined
}

/** A value as its author would write it, for people. */
function worded(value: unknown): string {
  if (typeof value === 'bigint') return `${value}n`
  if (typeof value === 'number' || typeof value === 'function')
    return String(value).split('\n')[0] ?? ''
  return JSON.stringify(value) ?? String(value)
}
