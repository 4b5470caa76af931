import {
  type DeskControl,
  type DeskFeed,
  type DeskUpdate,
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
  readonly control: Pick<DeskControl, 'alerts'>
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

/** Alerts that wake somebody. */
const critical = /^(audit-|telegram-(stranger|conflict|token|memory)|paused$|kill)/

/** Tells people of fills, alerts and modes, of what is critical at all hours; and of each day. */
export class TelegramNotices implements NoticeChannel {
  readonly name = 'telegram'
  readonly #options: TelegramNoticesOptions
  readonly #stops: readonly (() => void)[]
  #fills: string[] = []
  #kept: string[] = []
  #mode: string
  #cancel: () => void

  constructor(options: TelegramNoticesOptions) {
    this.#options = options
    const { feed, control, clock } = options
    this.#mode = feed.snapshot().status.mode
    this.#stops = [
      feed.subscribe((update) => this.#saw(update)),
      control.alerts.listen(({ code, text }) =>
        this.#offer({ title: `Alert: ${code}`, lines: [text] }, critical.test(code)),
      ),
    ]
    this.#cancel = clock.after(pulseUs, () => this.#pulse())
  }

  /** A notice of the desk; in quiet hours one that is not critical waits, which counts as sent. */
  async send({ urgency, title, text }: Notice): ReturnType<NoticeChannel['send']> {
    const reply = { title, lines: [text] }
    if (this.#isQuiet() && urgency !== 'critical') {
      this.#keep(reply)
      return { ok: true }
    }
    const why = await this.#options.tell(reply)
    return why === undefined ? { ok: true } : { ok: false, why }
  }

  stop(): void {
    for (const stop of this.#stops) stop()
    this.#cancel()
  }

  #saw({ fills = [], status }: DeskUpdate): void {
    this.#fills.push(...fills.map(fillText))
    if (status === undefined || status.mode === this.#mode) return
    this.#mode = status.mode
    const isBad = status.mode === 'emergency'
    this.#offer({ title: `Mode: ${status.mode}`, lines: [status.modeReason] }, isBad)
  }

  #pulse(): void {
    const { clock, tell } = this.#options
    const fills = this.#fills.splice(0)
    const more = fills.length > 10 ? [`and ${fills.length - 10} more`] : []
    if (fills.length > 0)
      this.#offer({ title: 'Fills (simulated)', lines: [...fills.slice(0, 10), ...more] }, false)
    if (!this.#isQuiet() && this.#kept.length > 0)
      void tell({ title: 'In the quiet hours', lines: this.#kept.splice(0) })
    this.#digest()
    this.#cancel = clock.after(pulseUs, () => this.#pulse())
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

  #offer(reply: Reply, isCritical: boolean): void {
    if (this.#isQuiet() && !isCritical) this.#keep(reply)
    else void this.#options.tell(reply)
  }

  #keep({ title, lines }: Reply): void {
    this.#kept = [...this.#kept, title, ...lines.map((line) => `  ${line}`)].slice(-keptMax)
  }

  #isQuiet(): boolean {
    const { quietHours, clock } = this.#options
    const [from, to] = quietHours.split('-')
    if (from === undefined || to === undefined) return false
    return isQuiet({ quietFrom: `${from}:00`, quietTo: `${to}:00` }, clock.now())
  }
}
