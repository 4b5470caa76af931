import { minuteUs } from '../../domain/index.ts'
import type { Clock } from '../../kernel/index.ts'
import type { CcxtAccount } from './ccxt-account.ts'
import { clockOffMs, clockText } from './measure-clock.ts'

/** Our clock is measured every minute; the venue's markets every ten, its fees every hour. */
const turnUs = minuteUs
const gridTurns = 10
const feeTurns = 60
/** A clock that moved by less is not worth a sentence. */
const movedMs = 2_000
/** A clock that is off by more is none, or the venue's is not. */
const believedMs = 86_400_000

export type UpkeepSetup = {
  readonly account: CcxtAccount
  readonly clock: Clock
  /** For people. */
  readonly notice: (sentence: string) => void
}

/** Keeps what is known of a venue fresh while a desk trades there: time, steps and fees. */
export class AccountUpkeep {
  readonly #setup: UpkeepSetup
  #cancel: (() => void) | undefined
  #turn = 0
  /** Where the clock was when it was last spoken of. */
  #saidMs: number

  constructor(setup: UpkeepSetup) {
    this.#setup = setup
    this.#saidMs = clockOffMs(setup.account.exchange)
  }

  open(): void {
    const { account, notice } = this.#setup
    if (account.clock !== undefined) notice(`${account.clock}; what is sent is stamped by its.`)
    this.#later()
    void this.#readFees()
  }

  close(): void {
    this.#cancel?.()
    this.#cancel = undefined
  }

  /** Measures our clock anew, so that what is sent next is stamped right. Never throws. */
  async setClock(): Promise<void> {
    const { account, notice } = this.#setup
    const before = clockOffMs(account.exchange)
    await account.exchange.loadTimeDifference().catch(() => undefined)
    const told: unknown = account.exchange.options['timeDifference']
    // What is no time would make every stamp none.
    const isTime = Number.isSafeInteger(told) && Math.abs(Number(told)) < believedMs
    if (!isTime) account.exchange.options['timeDifference'] = before
    const now = clockOffMs(account.exchange)
    if (Math.abs(now - this.#saidMs) < movedMs) return
    this.#saidMs = now
    notice(`${clockText(account.exchange) ?? 'The clock of this machine is right again'}.`)
  }

  /** Reads the venue's markets anew. @returns Whether they changed. Never throws. */
  async readGrid(): Promise<boolean> {
    const { account, notice } = this.#setup
    const changes = await account.grid.readAgain()
    for (const sentence of changes) notice(sentence)
    return changes.length > 0
  }

  async #readFees(): Promise<void> {
    for (const sentence of await this.#setup.account.fees.readAgain()) this.#setup.notice(sentence)
  }

  #later(): void {
    this.#cancel = this.#setup.clock.after(turnUs, () => void this.#run())
  }

  async #run(): Promise<void> {
    this.#turn += 1
    await this.setClock()
    if (this.#turn % gridTurns === 0) await this.readGrid()
    if (this.#turn % feeTurns === 0) await this.#readFees()
    if (this.#cancel !== undefined) this.#later()
  }
}
