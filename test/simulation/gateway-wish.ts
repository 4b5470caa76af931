import type { Random } from '../../src/base/index.ts'
import type { Mode } from '../../src/domain/index.ts'
import type { ActName } from '../../src/doors/index.ts'

/** What somebody wants of a desk, in the words of every door. */
export type Wish = {
  /** Told by it from all others. */
  readonly reason: string
  readonly isKill: boolean
  /** Back from safety, or for approval: no model and no program may. */
  readonly needsPerson: boolean
  /** Towards safety. */
  readonly isSafe: boolean
  /** For the API: a route, and its body. */
  readonly api: readonly [name: ActName, body: Readonly<Record<string, unknown>>]
  /** For the socket. */
  readonly request: Readonly<Record<string, unknown>>
  /** For Telegram, without its code. */
  readonly text: string
  readonly isTextAtOnce: boolean
}

const tight = ['positionMax', 'grossMax', 'concentrationMax', 'ordersPerDayMax'] as const

/** @param mode - The one the desk is in: whoever sees it held back often wants it back. */
export function drawWish(random: Random, reason: string, mode: Mode): Wish {
  const draw = random.next()
  if (mode !== 'normal' && draw < 0.5) return modeWish('normal', reason)
  if (draw < 0.1) return killWish(random.next() < 0.3, reason)
  if (draw < 0.2) return modeWish('emergency', reason)
  if (draw < 0.35) return modeWish('reduce', reason)
  if (draw < 0.55) return modeWish('pause', reason)
  if (draw < 0.85) return limitWish(random, reason)
  return wakeWish(random, reason)
}

const plain = { isKill: false, needsPerson: false, isSafe: false, isTextAtOnce: false }

function modeWish(to: Mode, reason: string): Wish {
  const command = to === 'normal' ? 'resume' : to
  return {
    ...plain,
    reason,
    needsPerson: to === 'normal',
    isSafe: to !== 'normal',
    api: ['mode', { to, reason }],
    request: { kind: 'mode', to, reason },
    // Nobody gets to emergency by Telegram but by a kill.
    text: `/${command} ${reason}`,
    isTextAtOnce: to === 'pause',
  }
}

function killWish(hold: boolean, reason: string): Wish {
  return {
    ...plain,
    reason,
    isKill: true,
    isSafe: true,
    api: ['kill', { hold, reason }],
    request: { kind: 'kill', isHold: hold, reason },
    text: `/kill ${hold ? 'hold ' : ''}${reason}`,
    isTextAtOnce: true,
  }
}

/** Tighter, or wider, or no limit there is. */
function limitWish(random: Random, reason: string): Wish {
  const known = tight[random.below(tight.length)] ?? 'grossMax'
  const key = random.next() < 0.1 ? 'everything' : known
  const isCount = key === 'ordersPerDayMax'
  const value = random.next() < 0.1 ? -1 : random.next() * (isCount ? 400 : 4)
  const asked = { key, value: isCount ? Math.round(value) : Math.round(value * 100) / 100, reason }
  return {
    ...plain,
    reason,
    api: ['changeLimit', asked],
    request: { kind: 'limit', ...asked },
    text: `/limit ${asked.key} ${asked.value} ${reason}`,
  }
}

function wakeWish(random: Random, reason: string): Wish {
  const asked = { scope: 'instrument', subject: random.below(4), reason }
  return {
    ...plain,
    reason,
    api: ['wake', asked],
    request: { kind: 'wake', ...asked },
    text: `/wake ${asked.scope} ${asked.subject} ${reason}`,
  }
}

/** Something that is no request, or not quite one. */
export function garble(random: Random, text: string): string {
  const at = random.below(text.length + 1)
  const draw = random.next()
  if (draw < 0.3) return text.slice(0, at)
  if (draw < 0.6) return `${text.slice(0, at)}"\u0000}{${text.slice(at)}`
  if (draw < 0.8) return text.repeat(100)
  return text.replace(/:"?[a-z]+"?/, ':{"$ne":null}')
}
