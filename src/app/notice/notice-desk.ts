import { plainLine, reasonOf } from '../../base/index.ts'
import { dayUs, minuteUs } from '../../domain/index.ts'
import type { Clock } from '../../kernel/index.ts'
import type { ConfigurationValues } from '../configuration-values.ts'
import { sha256 } from '../sha256.ts'
import type { Notice, NoticeChannel } from './notice.ts'
import type { NoticeCause } from './notice-causes.ts'
import { type HeldBack, NoticeLog } from './notice-log.ts'
import { noticeNames } from './notice-names.ts'
import { NoticeState } from './notice-state.ts'
import { isQuiet } from './quiet-hours.ts'

type Rules = Pick<
  ConfigurationValues['notice'],
  'quietFrom' | 'quietTo' | 'perMinute' | 'repeatMinutes'
>

export type NoticeDeskOptions = {
  /** The desk's folder, where the history is. */
  readonly folder: string
  readonly channels: readonly NoticeChannel[]
  readonly rules: Rules
  readonly clock: Clock
  /** Where a person is told when nothing else is left. */
  readonly onNote: (line: string) => void
}

type Queue = { waiting: number; last: Promise<void> }

/** Critical notices have a limit too: a flood of them tells nothing. */
const criticalFactor = 10
/** Waiting for one channel; what comes beyond is dropped, and told on the terminal. */
const waitingMax = 100

/**
 * Decides what of all that happens on a desk is told to a person, and hands it to every channel. It
 * never throws and never waits: a channel that hangs holds up nothing but itself.
 */
export class NoticeDesk {
  readonly #options: NoticeDeskOptions
  readonly #log: NoticeLog
  readonly #state = new NoticeState()
  readonly #queues = new Map<string, Queue>()
  #channels: readonly NoticeChannel[]
  #minute = { at: 0, usual: 0, critical: 0 }
  readonly #repeats = new Map<string, number>()
  #held = 0

  constructor(options: NoticeDeskOptions) {
    this.#options = options
    this.#channels = options.channels
    this.#log = new NoticeLog(options.folder)
    this.#read()
    this.#held = this.#state.untold
  }

  /** One channel more, such as a bot that opens after the desk. @returns A way to leave it out. */
  join(channel: NoticeChannel): () => void {
    this.#channels = [...this.#channels, channel]
    return () => {
      this.#channels = this.#channels.filter((each) => each !== channel)
    }
  }

  /** Everything that was told and held back, as commands see it too. */
  get state(): NoticeState {
    return this.#state
  }

  /** @returns The notice, or `undefined` when the same was told a while ago. */
  tell(cause: NoticeCause): Notice | undefined {
    this.#read()
    const now = this.#options.clock.now()
    const notice = noticeOf(cause, now)
    if (this.#isRepeat(notice, now)) {
      this.#repeats.set(notice.id, (this.#repeats.get(notice.id) ?? 0) + 1)
      return undefined
    }
    const times = this.#repeats.get(notice.id) ?? 0
    this.#repeats.delete(notice.id)
    const again = ` It came ${times} more times since it was told last.`
    const whole = times === 0 ? notice : { ...notice, text: cut(notice.text + again, 2_000) }
    const held = this.#heldBack(whole, now)
    this.#note({ kind: 'told', notice: whole, ...(held === undefined ? {} : { held }) })
    if (held === undefined) this.#send(whole, this.#channels)
    else if (held !== 'silenced') this.#held += 1
    return whole
  }

  /** To be called about once a minute: tells how many were held back, once that is over. */
  tick(): void {
    const { clock, rules } = this.#options
    const now = clock.now()
    const isFull = this.#minute.at === minuteOf(now) && this.#minute.usual >= rules.perMinute
    if (this.#held === 0 || isFull || isQuiet(rules, now)) return
    const text = `${this.#held} notices were held back; coinswarm notices list shows them (${now}).`
    this.#held = 0
    this.tell({ name: 'notices-held', text })
  }

  /** Resolves when every channel has had what was told so far. Never rejects. */
  async settled(): Promise<void> {
    await Promise.all([...this.#queues.values()].map(({ last }) => last))
  }

  #isRepeat({ id }: Notice, now: number): boolean {
    const before = this.#state.newest(id)
    if (before === undefined) return false
    const { rules } = this.#options
    const isKnown = before.acknowledgedBy !== undefined
    return now - before.ts < (isKnown ? dayUs : rules.repeatMinutes * minuteUs)
  }

  #heldBack({ name, urgency }: Notice, now: number): HeldBack | undefined {
    const { rules } = this.#options
    if (this.#state.isSilent(name, now)) return 'silenced'
    const isCritical = urgency === 'critical'
    if (!isCritical && isQuiet(rules, now)) return 'quiet-hours'
    if (this.#minute.at !== minuteOf(now))
      this.#minute = { at: minuteOf(now), usual: 0, critical: 0 }
    const which = isCritical ? 'critical' : 'usual'
    this.#minute[which] += 1
    const max = rules.perMinute * (isCritical ? criticalFactor : 1)
    return this.#minute[which] > max ? 'too-many' : undefined
  }

  #send(notice: Notice, channels: readonly NoticeChannel[]): void {
    for (const channel of channels) {
      const queue = this.#queues.get(channel.name) ?? { waiting: 0, last: Promise.resolve() }
      this.#queues.set(channel.name, queue)
      if (queue.waiting >= waitingMax) {
        this.#options.onNote(`${channel.name} is too slow: ${notice.title} was not sent by it`)
        continue
      }
      queue.waiting += 1
      queue.last = this.#after(queue, notice, channel)
    }
  }

  async #after(queue: Queue, notice: Notice, channel: NoticeChannel): Promise<void> {
    await queue.last
    await this.#deliver(notice, channel)
    queue.waiting -= 1
  }

  async #deliver(notice: Notice, channel: NoticeChannel): Promise<void> {
    const sent = await attempt(notice, channel)
    const { clock, onNote } = this.#options
    const why = sent.ok ? undefined : plainLine(sent.why)
    const said = { id: notice.id, ts: clock.now(), channel: channel.name }
    this.#note({ kind: 'sent', ...said, ...(why === undefined ? {} : { why }) })
    if (why === undefined) return
    onNote(`${channel.name} did not take a notice, ${notice.title}: ${why}`)
    // A failure of telling of a failure is told on the terminal alone, or it would never end.
    if (notice.name === 'delivery-failed') return
    const others = this.#channels.filter(({ name }) => name !== channel.name)
    const cause = {
      name: 'delivery-failed',
      subject: channel.name,
      text: `${channel.name}: ${why}`,
    }
    const failed = noticeOf(cause, clock.now())
    if (this.#isRepeat(failed, clock.now())) return
    this.#note({ kind: 'told', notice: failed })
    this.#send(failed, others)
  }

  #note(record: Parameters<NoticeLog['add']>[0]): void {
    try {
      this.#log.add(record)
      this.#read()
    } catch (error) {
      // Who is to be told is told all the same; the state of this process knows of it.
      this.#state.take(record)
      this.#options.onNote(reasonOf(error))
    }
  }

  #read(): void {
    try {
      for (const record of this.#log.news()) this.#state.take(record)
    } catch (error) {
      this.#options.onNote(`the history of notices cannot be read: ${reasonOf(error)}`)
    }
  }
}

async function attempt(notice: Notice, channel: NoticeChannel): ReturnType<NoticeChannel['send']> {
  try {
    return await channel.send(notice)
  } catch (error) {
    return { ok: false, why: reasonOf(error) }
  }
}

/** A cause as a notice. The same name, subject and text always have the same id. */
export function noticeOf(cause: NoticeCause, ts: number): Notice {
  const known = noticeNames.get(cause.name)
  const { urgency, title } = known ?? { urgency: 'warning', title: `Alert: ${cause.name}` }
  const name = known === undefined ? 'other-alert' : cause.name
  const { subject } = cause
  return {
    id: sha256(`${cause.name}\n${subject ?? ''}\n${cause.text}`).slice(0, 12),
    ...{ name, ts, urgency: cause.urgency ?? urgency },
    title: cut(subject === undefined ? title : `${title}: ${plainLine(subject)}`, 120),
    text: cut(plainLine(cause.text), 2_000),
    ...(subject === undefined ? {} : { subject }),
  }
}

function cut(text: string, max: number): string {
  return text.length <= max ? text : `${text.slice(0, max - 1)}…`
}

function minuteOf(now: number): number {
  return Math.floor(now / minuteUs)
}
