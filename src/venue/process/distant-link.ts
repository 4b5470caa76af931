import { UserError } from '../../base/index.ts'
import { secondUs } from '../../domain/index.ts'
import type {
  VenueAccount,
  VenueAnswer,
  VenueLink,
  VenueRequest,
  VenueSteps,
} from '../../execution/index.ts'
import type { Clock } from '../../kernel/index.ts'
import { type LinkEar, waitAfter } from '../ccxt/index.ts'
import type { KeyUse } from '../keys/index.ts'
import { LineReader } from './line-reader.ts'
import { type FromVenue, lineOf, type OpenMessage, parseFromVenue } from './line-message.ts'

/** A process that has been started. */
export type RunningVenue = {
  readonly write: (line: string) => void
  /** Lets it end by itself, and sees to it that it does. */
  readonly close: () => void
  /** Ends it at once. */
  readonly kill: () => void
}

/** Who hears of a process. */
export type ProcessEar = {
  readonly onBytes: (bytes: Uint8Array) => void
  /** Told once. @param why - As the end of a sentence. */
  readonly onEnd: (why: string) => void
}

export type DistantLinkSetup = {
  readonly start: (ear: ProcessEar) => RunningVenue
  readonly clock: Clock
  readonly opening: Omit<OpenMessage, 'kind' | 'wantsAccount'>
  /** For people, before there is an ear. */
  readonly onNote: (sentence: string) => void
  readonly onUse: (use: KeyUse) => void
}

/** What a line was opened to. */
export type OpenedLine = Extract<FromVenue, { readonly kind: 'opened' }>

const watchUs = secondUs
/** Looks in a row at which nothing had been heard; a paused desk that wakes looks but once. */
const silentLooksMax = 10
/** What was not sent may be asked again after so long. Unit: us. */
const againUs = secondUs / 2

/**
 * A desk's end of a line to a venue process: a link like any other, without a key. When the process
 * is gone, or says what makes no sense, what had gone into it is in doubt and what had not is not;
 * all that is out is to be looked up, now and once a new process stands.
 */
export class DistantLink implements VenueLink {
  readonly #setup: DistantLinkSetup
  #ear: LinkEar | undefined
  #child: RunningVenue | undefined
  #isOpen = false
  #isListening = false
  #isClosed = false
  #isReplacing = false
  readonly #steps: (VenueSteps | undefined)[] = []
  /** Requests that went into the process and got no answer. */
  readonly #waiting = new Set<number>()
  /** Who waits for the line to be opened for the first time. */
  #opening: { done: (opened: OpenedLine) => void; fail: (error: UserError) => void } | undefined
  #failures = 0
  #silentLooks = 0
  #reason = ''
  #cancelWatch: (() => void) | undefined
  #cancelStart: (() => void) | undefined

  private constructor(setup: DistantLinkSetup) {
    this.#setup = setup
  }

  /**
   * Starts a process and waits until it stands.
   *
   * @param wantsAccount - Whether the account is to be read first.
   * @throws UserError what the process could not do; `venue-process`, exit 3, when it ended.
   */
  static async open(
    setup: DistantLinkSetup,
    wantsAccount: boolean,
  ): Promise<{ readonly link: DistantLink; readonly account: VenueAccount | undefined }> {
    const link = new DistantLink(setup)
    const opened = await new Promise<OpenedLine>((done, fail) => {
      link.#opening = { done, fail }
      link.#start(wantsAccount)
    })
    if (opened.clock !== undefined) setup.onNote(opened.clock)
    return { link, account: opened.account }
  }

  /** Says who hears what comes; nothing does before. */
  connect(ear: LinkEar): void {
    this.#ear = ear
  }

  /** Begins to listen to what the venue says unasked. */
  open(): void {
    this.#isListening = true
    if (this.#isOpen) this.#child?.write(lineOf({ kind: 'listen' }))
  }

  get isReplacing(): boolean {
    return this.#isReplacing
  }

  steps(instrument: number): VenueSteps | undefined {
    return this.#steps[instrument]
  }

  send(ticket: number, request: VenueRequest): void {
    if (this.#isClosed) return
    if (!this.#isOpen || this.#child === undefined)
      return this.#later(ticket, { kind: 'throttled', waitUs: againUs })
    this.#waiting.add(ticket)
    this.#child.write(lineOf({ kind: 'send', ticket, request }))
  }

  /** Nothing is heard after. What is under way may still be carried out. */
  close(): void {
    this.#isClosed = true
    this.#isOpen = false
    this.#cancelWatch?.()
    this.#cancelStart?.()
    this.#child?.close()
  }

  #later(ticket: number, answer: VenueAnswer): void {
    this.#setup.clock.after(0, () => {
      if (!this.#isClosed) this.#ear?.onAnswer(ticket, answer)
    })
  }

  #start(wantsAccount: boolean): void {
    let isCurrent = true
    const end = (why: string): void => {
      if (!isCurrent) return
      isCurrent = false
      this.#onEnd(why)
    }
    const lose = (why: string): void => {
      child.kill()
      end(why)
    }
    const reader = new LineReader(
      (line) => {
        const message = isCurrent ? parseFromVenue(line) : undefined
        if (message !== undefined) this.#hear(message)
        else if (isCurrent) lose('it said what makes no sense')
      },
      () => lose('it said what makes no sense'),
    )
    const child = this.#setup.start({ onBytes: (bytes) => reader.take(bytes), onEnd: end })
    this.#child = child
    this.#silentLooks = 0
    this.#watch(lose)
    child.write(lineOf({ kind: 'open', ...this.#setup.opening, wantsAccount }))
  }

  /** A process that says nothing does nothing. */
  #watch(lose: (why: string) => void): void {
    this.#cancelWatch?.()
    this.#cancelWatch = this.#setup.clock.after(watchUs, () => {
      this.#silentLooks += 1
      if (this.#silentLooks > silentLooksMax) lose('it hung')
      else this.#watch(lose)
    })
  }

  #hear(message: FromVenue): void {
    this.#silentLooks = 0
    if (this.#isClosed) return
    if (message.kind === 'opened') this.#onOpened(message)
    else if (message.kind === 'failed') this.#onFailed(message)
    else if (message.kind === 'steps') this.#steps[message.instrument] = message.steps
    else if (message.kind === 'used') this.#setup.onUse(message.use)
    else if (message.kind === 'notice') this.#notice(message.sentence)
    else if (message.kind === 'answer') {
      if (this.#waiting.delete(message.ticket)) this.#ear?.onAnswer(message.ticket, message.answer)
    } else if (message.kind === 'update') this.#ear?.onUpdate(message.update)
    else if (message.kind === 'deaf') this.#ear?.onDeafness()
  }

  #onOpened(opened: OpenedLine): void {
    this.#isOpen = true
    this.#isReplacing = opened.isReplacing
    this.#failures = 0
    this.#reason = ''
    const first = this.#opening
    this.#opening = undefined
    if (first !== undefined) return first.done(opened)
    this.#notice('The venue process stands again.')
    if (this.#isListening) this.open()
    this.#ear?.onDeafness()
  }

  #onFailed({ code, message, exitCode }: Extract<FromVenue, { readonly kind: 'failed' }>): void {
    this.#reason = message
    const first = this.#opening
    if (first === undefined) return
    this.#opening = undefined
    this.close()
    first.fail(new UserError(code, message, exitCode))
  }

  #onEnd(why: string): void {
    const wasOpen = this.#isOpen
    this.#child = undefined
    this.#isOpen = false
    this.#cancelWatch?.()
    if (this.#isClosed) return
    const first = this.#opening
    if (first !== undefined) {
      this.#isClosed = true
      first.fail(new UserError('venue-process', `The venue process ended: ${why}.`, 3))
      return
    }
    this.#failures += 1
    const waitUs = waitAfter(this.#failures)
    const because = this.#reason === '' ? `${why}.` : this.#reason
    this.#notice(`The venue process ended, and begins again in ${waitUs / secondUs} s: ${because}`)
    this.#cancelStart = this.#setup.clock.after(waitUs, () => this.#start(false))
    if (wasOpen) this.#doubt()
  }

  /** What went into the process may have been carried out, or not. */
  #doubt(): void {
    for (const ticket of this.#waiting)
      this.#later(ticket, { kind: 'ambiguous', reason: 'the venue process ended' })
    this.#waiting.clear()
    this.#setup.clock.after(0, () => {
      if (!this.#isClosed) this.#ear?.onDeafness()
    })
  }

  #notice(sentence: string): void {
    if (this.#ear === undefined) this.#setup.onNote(sentence)
    else this.#ear.onNotice(sentence)
  }
}
