import { secondUs } from '../../domain/index.ts'
import type { CommittedLog } from './committed-log.ts'
import type { ManagerMessage } from './vote-message.ts'

const askEveryUs = secondUs
const askSoonestUs = secondUs / 10
const helpEveryUs = secondUs / 20
const helpMost = 16
const helpBytes = 1 << 19

/** Asks others for certificates, and gives them: a few at a time, not too often, whoever asks. */
export class CatchingUp {
  readonly #log: CommittedLog
  readonly #send: (message: ManagerMessage) => void
  #askedUs = Number.NEGATIVE_INFINITY
  #helpedUs = Number.NEGATIVE_INFINITY
  #nextUs = 0

  constructor(log: CommittedLog, send: (message: ManagerMessage) => void) {
    this.#log = log
    this.#send = send
  }

  /** When to ask without a reason: who was cut off knows of nothing that he could miss. */
  get nextUs(): number {
    return this.#nextUs
  }

  /** Something is known of a slot that is not ours yet, or time has passed. */
  ask(nowUs: number): void {
    if (nowUs - this.#askedUs < askSoonestUs) return
    this.#askedUs = nowUs
    this.#nextUs = nowUs + askEveryUs
    this.#send({ kind: 'ask', slot: this.#log.governed.slot })
  }

  /** What was asked for came in. */
  rest(nowUs: number): void {
    this.#nextUs = nowUs + askEveryUs
  }

  /** Somebody is at a slot that was committed here. */
  help(slot: number, nowUs: number): void {
    if (slot >= this.#log.governed.slot || nowUs - this.#helpedUs < helpEveryUs) return
    this.#helpedUs = nowUs
    let bytes = 0
    for (let each = Math.max(1, slot); each < slot + helpMost; each += 1) {
      const certificate = this.#log.certificateAt(each)
      if (certificate === undefined) break
      this.#send(certificate)
      bytes += certificate.block.length
      if (bytes > helpBytes) break
    }
  }
}
