import type { DeskControl, DeskFeed, TelegramMemory } from '../../app/index.ts'
import { reasonOf } from '../../base/index.ts'
import type { Clock } from '../../kernel/index.ts'
import type { Admitted, TelegramGuests } from './admit-update.ts'
import { BotActs, type Sender } from './bot-acts.ts'
import { helpLines, type Typed, typedIn } from './bot-commands.ts'
import { deskReplies } from './desk-replies.ts'
import { drawChart } from './draw-chart.ts'
import { limitsReply } from './limit-replies.ts'
import { Outbox } from './outbox.ts'
import { pollUpdates } from './poll-updates.ts'
import { StrangerWatch } from './stranger-watch.ts'
import type { TelegramPort } from './telegram-port.ts'
import { messagesOf, type Reply } from './telegram-text.ts'

/** Commands whose answers need more than the desk as it stands; what they throw is told. */
export type SlowReplies = Readonly<Record<string, (words: string, user: number) => Promise<Reply>>>

export type TelegramBotOptions = {
  readonly port: TelegramPort
  readonly clock: Clock
  readonly guests: TelegramGuests
  readonly memory: TelegramMemory
  readonly feed: DeskFeed
  readonly control: DeskControl
  readonly slow: SlowReplies
  readonly onNote: (line: string) => void
}

/** Questions that may wait at once. */
const askedMost = 4

/** Answers the people it knows, does what they may have done, and is silent to everybody else. */
export class TelegramBot {
  readonly outbox: Outbox
  readonly #options: TelegramBotOptions
  readonly #acts: BotActs
  readonly #strangers: StrangerWatch
  readonly #stop = new AbortController()
  readonly #running: Promise<void>
  /** Questions that wait for an answer, and the last of them. */
  #asking = 0
  #answers: Promise<void> = Promise.resolve()

  constructor(options: TelegramBotOptions) {
    this.#options = options
    const { port, clock, guests, memory, control, onNote } = options
    const onAlert = (code: string, text: string): void => control.alerts.raise(code, text)
    this.#acts = new BotActs(control, clock)
    this.#strangers = new StrangerWatch(clock, onAlert)
    this.outbox = new Outbox({ port, clock, onNote })
    const { signal } = this.#stop
    const onAdmitted = (admitted: Admitted): void => this.#take(admitted)
    this.#running = pollUpdates({
      port,
      clock,
      guests,
      memory,
      signal,
      onAdmitted,
      onAlert,
      onNote,
    })
  }

  /** Says something to everybody it knows. @returns Why it did not reach somebody. */
  async tell(reply: Reply): Promise<string | undefined> {
    const letters = this.#options.guests.chats.flatMap((chat) =>
      messagesOf(reply).map((html) => this.outbox.post({ chat, html })),
    )
    return (await Promise.all(letters)).find((why) => why !== undefined)
  }

  async stop(): Promise<void> {
    this.#stop.abort()
    await Promise.all([this.#running, this.outbox.stop()])
  }

  #take(admitted: Admitted): void {
    if (admitted.kind !== 'message') return this.#strangers.saw(admitted)
    const typed = typedIn(admitted.text)
    try {
      if (typed === undefined)
        this.#say(admitted, { title: 'No command', lines: ['/help lists them'] })
      else this.#do(admitted, typed)
    } catch (error) {
      this.#say(admitted, { title: 'That failed', lines: [reasonOf(error)] })
    }
  }

  #do(from: Sender, typed: Typed): void {
    const { name, words } = typed
    const acted = this.#acts.take(from, typed)
    if (acted !== undefined) return this.#say(from, acted)
    if (name === 'chart') return this.#chart(from)
    if (name === 'limits') return this.#say(from, limitsReply(this.#options.control.state.limits))
    const { slow, feed } = this.#options
    const quick = Object.hasOwn(deskReplies, name) ? deskReplies[name] : undefined
    if (quick !== undefined) return this.#say(from, quick(feed.snapshot(), words))
    const late = Object.hasOwn(slow, name) ? slow[name] : undefined
    if (late !== undefined) return this.#later(from, name, () => late(words, from.user))
    const title = name === 'help' || name === 'start' ? 'Commands' : `No command /${name}`
    this.#say(from, { title, lines: helpLines })
  }

  /** One question after the other: each may cost money, or read many files. */
  #later(from: Sender, name: string, answer: () => Promise<Reply>): void {
    if (this.#asking > 0) void this.outbox.post({ chat: from.chat, html: 'One moment.' })
    if (this.#asking >= askedMost)
      return this.#say(from, { title: name, lines: ['too many questions wait; ask again later'] })
    this.#asking += 1
    this.#answers = this.#answer(from, name, answer, this.#answers)
  }

  /** Never rejects. */
  async #answer(
    from: Sender,
    name: string,
    answer: () => Promise<Reply>,
    before: Promise<void>,
  ): Promise<void> {
    await before
    try {
      this.#say(from, await answer())
    } catch (error) {
      this.#say(from, { title: name, lines: [reasonOf(error)] })
    } finally {
      this.#asking -= 1
    }
  }

  #chart(from: Sender): void {
    const { equity, desk } = this.#options.feed.snapshot()
    const png = drawChart(equity, desk.currency)
    if (png === undefined)
      return this.#say(from, { title: 'Chart', lines: ['there is no curve yet'] })
    const html = 'Equity and drawdown of simulated fills'
    void this.outbox.post({ chat: from.chat, html, png })
  }

  #say({ chat }: Sender, reply: Reply): void {
    for (const html of messagesOf(reply)) void this.outbox.post({ chat, html })
  }
}
