import { nearest } from '../../base/index.ts'

/** What a strategy wants done at the close of a bar. Nothing is sent that risk has not approved. */
export type Signal = {
  /**
   * `buy` wants to be long, `sell` short, `close` flat. On a desk that sells nothing short, and of
   * a strategy that is long only, `sell` wants to be flat as well.
   */
  readonly action: 'buy' | 'sell' | 'close'
  /** Share of equity, above 0 and at most 1: a wish. Needed where something is to be held. */
  readonly size?: number | undefined
  /** `limit` waits at the price `limit`; `market`, when left out, takes what there is. */
  readonly type?: 'market' | 'limit' | undefined
  /** Quote units. Of an entry not above the close to buy, not below it to sell. */
  readonly limit?: number | undefined
  /** Price at which to get out at a loss, and at a gain. Quote units. */
  readonly stop?: number | undefined
  readonly target?: number | undefined
  /**
   * What `size` counts. `entry`, when left out: all that is to be held. `add`: so much more of what
   * is held. `reduce`: so much less of it, `sell` of a long and `buy` of a short. `exit`: flat.
   */
  readonly intent?: 'entry' | 'exit' | 'add' | 'reduce' | undefined
  /** Probability that the side is right, 0 to 1. 0.5 claims nothing. */
  readonly confidence: number
  /** In words, for people. It is never acted on. */
  readonly reasoning?: string | undefined
  /** An entry at market pays at most so many basis points beyond the close, or is not made. */
  readonly slippageMaxBps?: number | undefined
  /** Longest time to hold, from the first fill on. Unit: us. */
  readonly holdUs?: number | undefined
  /** Whether stop and target move with what is said while something is held. */
  readonly follows?: boolean | undefined
}

const fields: readonly (keyof Signal)[] = [
  'action',
  'size',
  'type',
  'limit',
  'stop',
  'target',
  'intent',
  'confidence',
  'reasoning',
  'slippageMaxBps',
  'holdUs',
  'follows',
]
const names: ReadonlySet<string> = new Set(fields)
const actions: ReadonlySet<unknown> = new Set(['buy', 'sell', 'close'])
const intents: ReadonlySet<unknown> = new Set([undefined, 'entry', 'exit', 'add', 'reduce'])
const types: ReadonlySet<unknown> = new Set([undefined, 'market', 'limit'])

/** More is no tolerance. */
const slippageMost = 1_000

/**
 * What is wrong with what `onBar` returned; `undefined` when nothing is. Whether its levels are on
 * their side of the close is asked of the opinion it becomes.
 *
 * @param said - Whatever came back.
 * @returns A sentence without its end.
 */
export function signalFault(said: unknown): string | undefined {
  if (said === undefined) return undefined
  if (typeof said !== 'object' || said === null || Array.isArray(said))
    return `onBar must return a signal, or undefined to hold, not ${textOf(said)}`
  if (typeof (said as { then?: unknown }).then === 'function')
    return 'onBar must answer at once; write it without async'
  for (const name in said) if (!names.has(name)) return unknownField(name)
  return fieldFault(said)
}

function unknownField(name: string): string {
  const guess = nearest(name, fields)
  const hint = guess === undefined ? `there are ${fields.join(', ')}` : `perhaps ${guess} is meant`
  return `a signal has no field '${name}'; ${hint}`
}

type Said = { readonly [K in keyof Signal]?: unknown }

function fieldFault(said: Said): string | undefined {
  const { action, type, intent, confidence, size, limit, reasoning } = said
  if (!actions.has(action)) return `action must be buy, sell or close, was ${textOf(action)}`
  if (!types.has(type)) return `type must be market or limit, was ${textOf(type)}`
  if (!intents.has(intent))
    return `intent must be entry, exit, add or reduce, was ${textOf(intent)}`
  if (!isWithin(confidence, 0, 1)) return `confidence must be 0 to 1, was ${textOf(confidence)}`
  if (size !== undefined && (!isWithin(size, 0, 1) || (size === 0 && action !== 'close')))
    return `size must be above 0 and at most 1, was ${textOf(size)}`
  if ((type === 'limit') !== (limit !== undefined))
    return "type 'limit' and a price in limit belong together"
  if (reasoning !== undefined && typeof reasoning !== 'string')
    return `reasoning must be a text, was ${textOf(reasoning)}`
  return levelFault(said) ?? wishFault(said)
}

function levelFault(said: Said): string | undefined {
  for (const name of ['limit', 'stop', 'target'] as const) {
    const level = said[name]
    if (level !== undefined && !(isWithin(level, 0, Number.MAX_VALUE) && level !== 0))
      return `${name} must be a price above 0, was ${textOf(level)}`
  }
  const { slippageMaxBps, holdUs, follows } = said
  if (slippageMaxBps !== undefined && !isWithin(slippageMaxBps, 0, slippageMost))
    return `slippageMaxBps must be 0 to ${slippageMost}, was ${textOf(slippageMaxBps)}`
  if (holdUs !== undefined && !isWithin(holdUs, 0, Number.MAX_SAFE_INTEGER))
    return `holdUs must be 0 or more, was ${textOf(holdUs)}`
  if (follows !== undefined && typeof follows !== 'boolean')
    return `follows must be true or false, was ${textOf(follows)}`
  return undefined
}

function wishFault({ action, size, intent, type, slippageMaxBps }: Said): string | undefined {
  const isFlat = action === 'close' || intent === 'exit'
  if (action === 'close' && intent !== undefined && intent !== 'exit')
    return `close is an exit, and no ${textOf(intent)}`
  if (!isFlat && size === undefined && (action === 'buy' || intent !== undefined))
    return 'size is missing: the share of equity that is meant'
  if (type === 'limit' && slippageMaxBps !== undefined)
    return 'slippageMaxBps is for market orders: a limit never pays more than its price'
  return undefined
}

function isWithin(value: unknown, least: number, most: number): boolean {
  return typeof value === 'number' && value >= least && value <= most
}

/** What was said, for people. Some things cannot be made a text of. */
function textOf(said: unknown): string {
  try {
    return typeof said === 'number' ? `${said}` : (JSON.stringify(said) ?? String(said))
  } catch {
    return typeof said
  }
}
