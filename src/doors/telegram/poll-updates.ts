import type { TelegramMemory } from '../../app/index.ts'
import { type Clock, waitFor } from '../../kernel/index.ts'
import { type Admitted, admitUpdate, type TelegramGuests } from './admit-update.ts'
import type { TelegramPort } from './telegram-port.ts'

export type PollOptions = {
  readonly port: TelegramPort
  readonly clock: Clock
  readonly guests: TelegramGuests
  readonly memory: TelegramMemory
  readonly signal: AbortSignal
  readonly onAdmitted: (admitted: Admitted) => void
  /** Something to be told of once: `telegram-conflict`, `telegram-token`, `telegram-memory`. */
  readonly onAlert: (code: string, text: string) => void
  readonly onNote: (line: string) => void
}

const waitSeconds = 25
const patienceUs = 1_000_000
const patienceMaxUs = 60_000_000
/** Another poller is left alone for a while. */
const conflictUs = 15_000_000

/** Asks for updates until `signal` is aborted, or the token turns out to be none. Never rejects. */
export async function pollUpdates(options: PollOptions): Promise<void> {
  const { port, clock, memory, signal, onAlert, onNote } = options
  let patience = patienceUs
  let trouble = ''
  while (!signal.aborted) {
    const from = memory.nextUpdateId(clock.now() / 1_000)
    const told = await port.updates(from, waitSeconds, signal)
    if (signal.aborted) return
    if (told.ok) {
      if (trouble !== '') onNote('telegram: it answers again')
      trouble = ''
      patience = patienceUs
      const isKept = takeUpdates(told.value, options)
      // An answer that moves nothing on would come again at once, for ever.
      if (!isKept) await waitFor(clock, patienceUs, signal)
      continue
    }
    if (told.why !== trouble) onNote(`telegram: ${told.why}`)
    if (told.kind === 'token')
      return onAlert('telegram-token', 'the bot has stopped: its token is no good')
    if (told.kind === 'conflict' && trouble !== told.why)
      onAlert('telegram-conflict', 'somebody else asks for the messages of this bot')
    trouble = told.why
    const least = told.kind === 'conflict' ? conflictUs : patience
    await waitFor(clock, Math.max(told.waitUs, least), signal)
    patience = Math.min(2 * patience, patienceMaxUs)
  }
}

/**
 * Takes updates in the order of their numbers, each once: that it was taken is on disk before
 * anything is done. What cannot be written down is done only if it is a kill, which is harmless
 * twice.
 *
 * @returns Whether something was taken.
 */
function takeUpdates(
  found: readonly unknown[],
  { clock, guests, memory, onAdmitted, onAlert }: Omit<PollOptions, 'port' | 'signal' | 'onNote'>,
): boolean {
  const now = clock.now() / 1_000
  const admitted = found.map((update) => admitUpdate(update, guests, now))
  const inOrder = admitted.toSorted((a, b) => (a.updateId ?? -1) - (b.updateId ?? -1))
  let isTaken = false
  // Read before any of this batch is kept: after a week of silence the numbers may begin lower.
  const isFresh = inOrder.map(({ updateId: id }) => id !== undefined && !memory.isSeen(id, now))
  let last = -1
  for (const [i, each] of inOrder.entries()) {
    const { updateId } = each
    if (updateId === undefined || isFresh[i] !== true || updateId === last) continue
    last = updateId
    const why = memory.keep({ updateId, t: now })
    if (why !== undefined) onAlert('telegram-memory', `messages cannot be written down: ${why}`)
    const isKill = each.kind === 'message' && /^\/kill\b/i.test(each.text)
    if (why === undefined || isKill) onAdmitted(each)
    isTaken ||= why === undefined
  }
  return isTaken || found.length === 0
}
