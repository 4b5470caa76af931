import { UserError } from '../../base/index.ts'
import { secondUs } from '../../domain/index.ts'
import type { VenueSteps } from '../../execution/index.ts'
import type { Clock } from '../../kernel/index.ts'
import {
  accountNow,
  type CcxtAccount,
  CcxtLink,
  openCcxtAccount,
  type VenueKeys,
} from '../ccxt/index.ts'
import type { KeyUse } from '../keys/index.ts'
import { blotSecrets } from './blot-secrets.ts'
import type { KeyChoice } from './key-choice.ts'
import { LineReader, lineMax } from './line-reader.ts'
import {
  type FromVenue,
  type LineFence,
  lineOf,
  type OpenMessage,
  parseFromVenue,
  parseToVenue,
  type ToVenue,
} from './line-message.ts'

/** What the process has a venue's end of a line need of the machine. */
export type VenueEndSetup = {
  readonly write: (line: string) => void
  readonly clock: Clock
  /** From 0 to 1, drawn anew each time. */
  readonly chance: () => number
  /** Opens a key where it lies. @throws UserError */
  readonly keysOf: (choice: KeyChoice, venue: string, ear: KeyEar) => Promise<VenueKeys>
  /** Whether the desk that asked still is the desk; asked before anything is sent. */
  readonly fenceOf: (fence: LineFence) => () => boolean
  /** Ends the process. */
  readonly end: () => void
}

/** Who hears what there is to say of a key. */
export type KeyEar = {
  readonly onUse: (use: KeyUse) => void
  readonly onNotice: (sentence: string) => void
}

const beatUs = secondUs
/** An exchange may lose messages while it is opened, too. */
const openTriesMax = 5
const sentenceMax = 1_000

/**
 * The end of a line that has the keys: carries out what a desk asks at a venue and tells it what
 * the venue says, and nothing else. What it does not understand ends it.
 */
export class VenueEnd {
  readonly #setup: VenueEndSetup
  readonly #reader: LineReader
  #blot: (text: string) => string = (text) => text
  #link: CcxtLink | undefined
  #isOpening = false
  #told: (VenueSteps | undefined)[] = []

  constructor(setup: VenueEndSetup) {
    this.#setup = setup
    this.#reader = new LineReader(
      (line) => this.#hear(line),
      () => setup.end(),
    )
    this.#beat()
  }

  /** Bytes of the desk. */
  take(bytes: Uint8Array): void {
    this.#reader.take(bytes)
  }

  #hear(line: string): void {
    const message = parseToVenue(line)
    if (message === undefined) return this.#setup.end()
    if (message.kind === 'open') return this.#onOpen(message)
    // A desk waits until the line is open.
    if (this.#link === undefined) return this.#setup.end()
    this.#carryOut(this.#link, message)
  }

  #carryOut(link: CcxtLink, message: Exclude<ToVenue, OpenMessage>): void {
    if (message.kind === 'listen') link.open()
    else link.send(message.ticket, message.request)
  }

  #onOpen(message: OpenMessage): void {
    if (this.#isOpening) return this.#setup.end()
    this.#isOpening = true
    this.#open(message).catch((error: unknown) => {
      this.#say(failed(error))
      this.#setup.end()
    })
  }

  async #open(message: OpenMessage): Promise<void> {
    const { venue, instruments, wantsAccount } = message
    const { clock, chance, keysOf } = this.#setup
    const keys = await keysOf(message.keys, venue, {
      onUse: (use) => this.#say({ kind: 'used', use }),
      onNotice: (sentence) => this.#notice(sentence),
    })
    this.#blot = blotSecrets(keys)
    const account = await this.#account(message, keys)
    const held = wantsAccount ? await accountNow(account, clock) : undefined
    this.#link = new CcxtLink({
      account,
      clock,
      chance,
      ear: {
        onAnswer: (ticket, answer) => {
          this.#tellSteps(instruments.length)
          this.#say({ kind: 'answer', ticket, answer })
        },
        onUpdate: (update) => this.#say({ kind: 'update', update }),
        onDeafness: () => this.#say({ kind: 'deaf' }),
        onNotice: (sentence) => this.#notice(sentence),
      },
    })
    this.#tellSteps(instruments.length)
    const { isReplacing } = this.#link
    this.#say({ kind: 'opened', isReplacing, clock: account.clock, account: held })
  }

  async #account(message: OpenMessage, keys: VenueKeys): Promise<CcxtAccount> {
    const { venue, url, timeoutMs, instruments } = message
    const maySend = this.#setup.fenceOf(message.fence)
    for (let tries = 1; ; tries += 1)
      try {
        return await openCcxtAccount({ venue, keys, url, timeoutMs, instruments, maySend })
      } catch (error) {
        if (error instanceof UserError) throw error
        if (tries < openTriesMax) continue
        throw new UserError(
          'venue-unreachable',
          `${url ?? venue} does not answer as ${venue} does; is coinswarm exchange running there?`,
          3,
        )
      }
  }

  /** The desk asks for steps without waiting: it is told before it hears what follows from them. */
  #tellSteps(instruments: number): void {
    for (let i = 0; i < instruments; i += 1) {
      const steps = this.#link?.steps(i)
      const last = this.#told[i]
      const isKnown =
        last?.tickStep === steps?.tickStep &&
        last?.lotStep === steps?.lotStep &&
        last?.lotsMin === steps?.lotsMin
      if (isKnown) continue
      this.#told[i] = steps
      this.#say({ kind: 'steps', instrument: i, steps })
    }
  }

  #notice(sentence: string): void {
    this.#say({ kind: 'notice', sentence: sentence.slice(0, sentenceMax) })
  }

  /** What the desk could not understand is not said: an answer like that leaves a doubt. */
  #say(message: FromVenue): void {
    const line = this.#blot(lineOf(message))
    if (line.length <= lineMax / 4 && parseFromVenue(line) !== undefined) this.#setup.write(line)
    else if (message.kind === 'answer')
      this.#say({ ...message, answer: { kind: 'ambiguous', reason: 'the answer makes no sense' } })
    else if (message.kind !== 'notice')
      this.#notice('The venue said something that makes no sense.')
  }

  #beat(): void {
    this.#setup.clock.after(beatUs, () => {
      if (this.#link !== undefined) this.#tellSteps(this.#told.length)
      this.#say({ kind: 'beat' })
      this.#beat()
    })
  }
}

/** Only a `UserError` has words for people; of the rest nobody knows what stands in them. */
function failed(error: unknown): FromVenue {
  if (error instanceof UserError) {
    const { code, message, exitCode } = error
    return { kind: 'failed', code, message: message.slice(0, sentenceMax), exitCode }
  }
  const name = error instanceof Error ? error.constructor.name : typeof error
  return {
    kind: 'failed',
    code: 'venue-process',
    message: `The venue process came upon something it does not know (${name}).`,
    exitCode: 3,
  }
}
