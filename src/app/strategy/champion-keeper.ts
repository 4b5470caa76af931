import { plainLine, UserError } from '../../base/index.ts'
import { type ChampionChanged, type DeskEvent, micros } from '../../domain/index.ts'
import type { DeskRun } from '../../engine/index.ts'
import { drawNonce } from '../control/draw-nonce.ts'
import type { WantedAct } from '../control/act-log.ts'
import type { DeskControl } from '../control/desk-control.ts'
import type { KeptVersions } from './champion-versions.ts'
import { championWish, type ChampionWish, SeatedByJournal } from './champion-wish.ts'
import type { KeptStrategies } from './desk-strategies.ts'

/** Looks between two tries to start a box on a machine that starts none. */
const patience = 60

type KeeperNeeds = {
  readonly strategies: KeptStrategies
  readonly versions: KeptVersions
  /** One sentence for people. */
  readonly onNote: (message: string) => void
}

/** What of a desk it works on. */
type KeptDesk = {
  readonly run: Pick<DeskRun, 'desk' | 'changeChampion'>
  readonly control: Pick<DeskControl, 'log' | 'alerts'>
  /** Does something to the desk, durably. */
  readonly act: <T>(task: () => T) => T
}

type Wish<K> = Extract<ChampionWish, { readonly kind: K }>

/**
 * Keeps the seat of the champion and the record of strategies in agreement: seats whom the record
 * has, between two turns of the desk, and writes into the record whom the desk took off by itself.
 * The journal wins: what could not be written before a stop is written after it.
 */
export class ChampionKeeper {
  readonly #needs: KeeperNeeds
  readonly #seated = new SeatedByJournal()
  #desk: KeptDesk | undefined
  /** Of the record when nothing differed; empty when it is to be looked at. */
  #mark: string | undefined
  #isBusy = false
  #wait = 0
  #told = ''

  constructor(needs: KeeperNeeds) {
    this.#needs = needs
  }

  /** An event of the journal, recorded or new. */
  onEvent(event: DeskEvent): void {
    if (event.kind !== 'champion-changed') return
    const before = this.#seated.version
    this.#seated.onChange(event)
    this.#mark = undefined
    if (event.actor !== 'box') return
    const text = `version ${before.slice(0, 12)} cannot be asked any more: ${event.reason}`
    this.#desk?.control.alerts.raise('rolled-back', text)
  }

  /** The desk to keep. What it does from now on is not on record yet. */
  watch(desk: KeptDesk): void {
    this.#desk = desk
    this.#needs.versions.isLive = true
  }

  /** To be called now and then. Resolves when desk and record agree, or cannot yet. */
  async look(): Promise<void> {
    if (this.#isBusy || this.#desk === undefined) return
    if (this.#wait > 0) this.#wait -= 1
    else if (this.#mark !== this.#needs.strategies.mark()) await this.#settle(this.#desk)
  }

  /** The same, beside everything else. @param fail - Told of what the desk cannot go on after. */
  keepUp(fail: (error: unknown) => void): void {
    this.look().catch(fail)
  }

  get versions(): KeptVersions {
    return this.#needs.versions
  }

  /** Nobody is asked any more. */
  stop(): void {
    this.#desk = undefined
    this.versions.close()
  }

  async #settle(desk: KeptDesk): Promise<void> {
    this.#isBusy = true
    try {
      while (this.#desk !== undefined && (await this.#step(desk)));
    } catch (error) {
      if (!(error instanceof UserError)) throw error
      this.#tell(error.message)
    } finally {
      this.#isBusy = false
    }
  }

  /** @returns Whether something was done, after which more may be due. */
  async #step(desk: KeptDesk): Promise<boolean> {
    const { strategies, versions } = this.#needs
    const mark = strategies.mark()
    const registry = strategies.read()
    const wish = registry && championWish(registry.book, this.#seated)
    if (wish === undefined) {
      this.#mark = mark
      if (this.#seated.version === '') versions.rest()
      return false
    }
    if (wish.kind === 'demote') return this.#demote(wish, desk)
    const isReady = await this.#isReady(wish.change.version)
    if (isReady && mark === strategies.mark()) this.#seat(wish, desk)
    return this.#wait === 0
  }

  async #isReady(version: string): Promise<boolean> {
    const lost = version === '' ? undefined : await this.#needs.versions.prepare(version)
    if (lost === undefined) return true
    if (lost.isMachine) {
      this.#wait = patience
      this.#tell(`version ${version.slice(0, 12)} waits for a box: ${lost.why}`)
    } else this.#seated.takeOff(version, { actor: 'box', reason: lost.why })
    return false
  }

  #seat({ change }: Wish<'seat'>, { run, control, act }: KeptDesk): void {
    const { version, actor, reason } = change
    const what = version === '' ? 'seat no version' : `seat version ${version.slice(0, 12)}`
    // Never 0, which says of a champion that risk need not watch it.
    const ts = micros(Math.max(1, run.desk.now))
    const event: ChampionChanged = { kind: 'champion-changed', ts, ...change }
    this.#audited({ actor, what, reason }, control, () => act(() => run.changeChampion(event)))
    control.alerts.raise('manual-act', `${actor}: ${what}`)
  }

  #demote({ version, actor, reason }: Wish<'demote'>, { run, control }: KeptDesk): boolean {
    const { strategies } = this.#needs
    const by = { ts: run.desk.now, cycle: 0, actor, reason: plainLine(reason, 200) }
    const what = `demote version ${version.slice(0, 12)} in the record`
    strategies.change((registry) => {
      // It may have been done since it was read.
      if (registry.book.champion('strategy')?.id !== version) return
      this.#audited({ ...by, what }, control, () => registry.rollback('strategy', by))
    })
    return true
  }

  #audited(
    wanted: Pick<WantedAct, 'actor' | 'what' | 'reason'>,
    { log }: KeptDesk['control'],
    task: () => unknown,
  ): void {
    const { actor, what, reason } = wanted
    const act = { actor, what, reason, nonce: drawNonce(), door: 'file', act: 'strategy' } as const
    log.asked(act)
    task()
    log.outcome(act, 'done', what)
  }

  /** Once, as long as it stays so. */
  #tell(message: string): void {
    if (message !== this.#told) this.#needs.onNote(message)
    this.#told = message
  }
}
