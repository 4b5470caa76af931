import { type ControlRequest, parseControlRequest } from '../../app/index.ts'

/** A command as a person typed it: `/pause going on a trip`. */
export type Typed = { readonly name: string; readonly words: string }

/** @returns `undefined` for text that is no command. */
export function typedIn(text: string): Typed | undefined {
  const found = /^\/([a-z_]{1,32})(?:@\w{1,64})?(?:\s+([\s\S]*))?$/i.exec(text.trim())
  if (found === null) return undefined
  return { name: (found[1] ?? '').toLowerCase(), words: (found[2] ?? '').trim() }
}

/** What a command would have the desk do, and whether a code has to confirm it. */
export type Wanted =
  | { readonly kind: 'act'; readonly request: ControlRequest; readonly isDangerous: boolean }
  | { readonly kind: 'usage'; readonly line: string }

type Maker = (words: string) => { readonly request: object | undefined; readonly usage: string }

const rest = (words: string, skipped: number): string => words.split(/\s+/).slice(skipped).join(' ')
const word = (words: string, i: number): string => words.split(/\s+/)[i] ?? ''

/** Moves to safety happen at once, everything else in two steps. */
const acts: Readonly<Record<string, { readonly isDangerous: boolean; readonly make: Maker }>> = {
  pause: { isDangerous: false, make: mode('pause') },
  reduce: { isDangerous: true, make: mode('reduce') },
  resume: { isDangerous: true, make: mode('normal') },
  kill: {
    isDangerous: false,
    make: (words) => {
      const isHold = word(words, 0).toLowerCase() === 'hold'
      const reason = isHold ? rest(words, 1) : words
      return { request: { kind: 'kill', isHold, reason }, usage: '/kill' }
    },
  },
  limit: {
    isDangerous: true,
    make: (words) => ({
      request: /^\S+\s+-?[\d.]+\s+\S/.test(words)
        ? {
            kind: 'limit',
            key: word(words, 0),
            value: Number(word(words, 1)),
            reason: rest(words, 2),
          }
        : undefined,
      usage:
        '/limit KEY VALUE REASON, such as /limit dailyLossMax 0.02 a quiet week; /limits has the keys',
    }),
  },
  wake: {
    isDangerous: true,
    make: (words) => ({
      request: /^\S+\s+\d{1,6}\s+\S/.test(words)
        ? {
            kind: 'wake',
            scope: word(words, 0),
            subject: Number(word(words, 1)),
            reason: rest(words, 2),
          }
        : undefined,
      usage: '/wake instrument|strategy NUMBER REASON; /strategy shows the numbers',
    }),
  },
  approve: { isDangerous: true, make: plan(true) },
  decline: { isDangerous: true, make: plan(false) },
}

function mode(to: string): Maker {
  return (reason) => ({
    request: reason === '' ? undefined : { kind: 'mode', to, reason },
    usage: `Say why: /${to === 'normal' ? 'resume' : to} REASON`,
  })
}

function plan(isApproved: boolean): Maker {
  return (words) => ({
    request: /^\S+\s+\S/.test(words)
      ? { kind: 'plan', id: word(words, 0), isApproved, reason: rest(words, 1) }
      : undefined,
    usage: `/${isApproved ? 'approve' : 'decline'} ID REASON`,
  })
}

/** @returns `undefined` for a command that changes nothing, or is none. */
export function wantedBy({ name, words }: Typed): Wanted | undefined {
  const act = Object.hasOwn(acts, name) ? acts[name] : undefined
  if (act === undefined) return undefined
  const { request, usage } = act.make(words)
  if (request === undefined) return { kind: 'usage', line: usage }
  const parsed = parseControlRequest(request)
  if (!parsed.ok) return { kind: 'usage', line: `Declined: ${parsed.error}. ${usage}` }
  return { kind: 'act', request: parsed.value, isDangerous: act.isDangerous }
}

export const helpLines: readonly string[] = [
  'to read',
  '/status /positions /orders /trades [N] /chart',
  '/report (a day) /weekly /performance',
  '/risk, and /limits by their keys',
  '/decisions /strategy /thoughts /thought ID',
  '/alerts, /ack ID when you have seen one',
  '/ask QUESTION of the model, if one is set',
  'to act',
  '/kill [hold]      at once: emergency',
  '/pause REASON     at once: no new risk',
  '/resume REASON    with a code',
  '/reduce REASON    with a code',
  '/limit KEY VALUE REASON    with a code',
  '/wake instrument|strategy N REASON    with a code',
  '/approve ID REASON, /decline ID REASON    with a code',
  '/confirm CODE within 30 seconds, or /cancel',
]
