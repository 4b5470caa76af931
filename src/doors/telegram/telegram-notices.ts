import {
  type DeskFeed,
  isQuiet,
  type Notice,
  type NoticeChannel,
  type TelegramMemory,
} from '../../app/index.ts'
import type { Clock } from '../../kernel/index.ts'
import { deskReplies, fillText } from './desk-replies.ts'
import type { Reply } from './telegram-text.ts'

export type TelegramNoticesOptions = {
  readonly feed: DeskFeed
  readonly clock: Clock
  readonly memory: TelegramMemory
  readonly tell: (reply: Reply) => Promise<string | undefined>
  readonly quietHours: string
  readonly digestHour: number
}

/** How far looks at what is to be told are apart: many fills are one message. */
const pulseUs = 2_000_000
const keptMax = 300
const dayMs = 86_400_000

/** Tells people of fills and of each day, and of every notice of the desk: critical ones always. */
export class TelegramNotices implements NoticeChannel {
  readonly name = 'telegram'
  readonly #options: TelegramNoticesOptions
  readonly #leave: () => void
  #fills: string[] = []
  #kept: string[] = []
  #cancel: () => void

  constructor(options: TelegramNoticesOptions) {
    this.#options = options
    const { feed, clock, memory } = options
    this.#kept = [...memory.seen.kept]
    this.#leave = feed.subscribe(({ fills = [] }) => this.#fills.push(...fills.map(fillText)))
    this.#cancel = clock.after(pulseUs, () => this.#pulse())
  }

  /** A notice of the desk; in quiet hours one that is not critical waits, which counts as sent. */
  async send({ id, urgency, title, text }: Notice): ReturnType<NoticeChannel['send']> {
    const reply = { title, lines: [text, `/ack ${id}`] }
    if (this.#isQuiet() && urgency !== 'critical') {
      this.#keep(reply)
      return { ok: true }
    }
    const why = await this.#options.tell(reply)
    return why === undefined ? { ok: true } : { ok: false, why }
  }

  stop(): void {
    this.#leave()
    this.#cancel()
  }

  #pulse(): void {
    const { clock } = this.#options
    const fills = this.#fills.splice(0)
    const more = fills.length > 10 ? [`and ${fills.length - 10} more`] : []
    if (fills.length > 0)
      this.#offer({ title: 'Fills (simulated)', lines: [...fills.slice(0, 10), ...more] })
    if (!this.#isQuiet() && this.#kept.length > 0) void this.#tellKept()
    this.#digest()
    this.#cancel = clock.after(pulseUs, () => this.#pulse())
  }

  /** On the disk it waits until it is told: a restart between the two tells it twice. */
  async #tellKept(): Promise<void> {
    const { tell, memory } = this.#options
    await tell({ title: 'In the quiet hours', lines: this.#kept.splice(0) })
    memory.keep({ kept: this.#kept })
  }

  /** Once a day at its hour, and on Mondays of the week too; a restart tells none again. */
  #digest(): void {
    const { clock, digestHour, memory, feed, tell } = this.#options
    const now = clock.now() / 1_000
    const day = Math.floor(now / dayMs)
    const hour = Math.floor((now % dayMs) / 3_600_000)
    if (hour !== digestHour || memory.seen.digestDay >= day) return
    if (memory.keep({ digestDay: day }) !== undefined) return
    const isMonday = (day + 3) % 7 === 0
    for (const name of isMonday ? ['report', 'weekly'] : ['report']) {
      const reply = deskReplies[name]?.(feed.snapshot(), '')
      if (reply !== undefined) void tell(reply)
    }
  }

  #offer(reply: Reply): void {
    if (this.#isQuiet()) this.#keep(reply)
    else void this.#options.tell(reply)
  }

  #keep({ title, lines }: Reply): void {
    this.#kept = [...this.#kept, title, ...lines.map((line) => `  ${line}`)].slice(-keptMax)
    this.#options.memory.keep({ kept: this.#kept })
  }

  #isQuiet(): boolean {
    const { quietHours, clock } = this.#options
    const [from, to] = quietHours.split('-')
    if (from === undefined || to === undefined) return false
    return isQuiet({ quietFrom: `${from}:00`, quietTo: `${to}:00` }, clock.now())
  }
}
