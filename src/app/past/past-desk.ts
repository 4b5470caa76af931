import { dayUs, type Micros, micros } from '../../domain/index.ts'
import { readJournal } from '../../journal/index.ts'
import { nodeDisk } from '../../kernel/index.ts'
import { deskPaths } from '../desk-folder.ts'
import { headerIn } from '../desk-header.ts'
import type { DeskSnapshot } from '../desk-view.ts'
import { type OnReach, PastRun, type PastTask, timeOf } from './past-run.ts'

/** Runs that stand somewhere in the past. */
const placesMax = 3
/** How far before a moment one is laid, and how far one is laid at a time. */
const behindUs = dayUs
const sliceUs = 7 * dayUs

/**
 * What the page of a desk would have shown at past moments. A journal is run again from the nearest
 * place before the moment where a run stands already, which gives the same bytes as from its start;
 * where it has not got so far, what is shown is its end.
 */
export class PastDesk {
  readonly #task: PastTask
  /** In the order of their moments; none has come to the end of the journal. */
  #places: readonly PastRun[] = []
  /** Where another is wanted, and the run that is on its way there. */
  #wanted: Micros | undefined
  #laid: PastRun | undefined
  #first: Micros | undefined

  constructor(task: PastTask) {
    this.#task = task
  }

  /** Moments at which a run stands, the earliest first. Unit: us. */
  get places(): readonly Micros[] {
    return this.#places.map(({ at }) => at)
  }

  /**
   * @param at - Time of the desk. Unit: us.
   * @throws UserError `no-journal`, `journal-damaged`, `journal-newer`, `replay-diverged`
   */
  async look(at: Micros, onReach: OnReach = () => {}): Promise<DeskSnapshot> {
    const run = this.#goOn(at, onReach) ?? (await PastRun.begin(this.#task, at, onReach))
    const shown = run.shown()
    this.#keep(run)
    this.#want(at)
    return shown
  }

  /**
   * Goes on a little with laying a place a day before what was looked at, so that a look further
   * back need not begin at the start. @returns Whether there is more to do.
   */
  async lay(): Promise<boolean> {
    const to = this.#wanted
    if (to === undefined) return false
    const from = this.#laid?.at ?? this.#first ?? to
    const at = micros(Math.min(to, from + sliceUs))
    if (this.#laid === undefined) this.#laid = await PastRun.begin(this.#task, at, () => {})
    else this.#laid.goOn(at, () => {})
    if (at < to && this.#laid.mayStand) return true
    this.#keep(this.#laid)
    this.#laid = undefined
    this.#wanted = undefined
    return false
  }

  /** Gives back what its runs hold. */
  close(): void {
    for (const run of [...this.#places, ...(this.#laid === undefined ? [] : [this.#laid])])
      run.close()
    this.#places = []
    this.#laid = undefined
  }

  /** The nearest place before `at`, gone on with; `undefined` where none leads there. */
  #goOn(at: Micros, onReach: OnReach): PastRun | undefined {
    const place = this.#places.findLast((each) => each.at <= at)
    if (place === undefined) return undefined
    this.#places = this.#places.filter((each) => each !== place)
    place.goOn(at, onReach)
    if (place.isHeld) return place
    place.close()
    return undefined
  }

  #want(at: Micros): void {
    this.#first ??= firstMoment(this.#task.folder)
    const to = micros(at - behindUs)
    // One that stands close before it serves the next step back and none after that.
    const isNear = (moment: Micros): boolean => Math.abs(moment - to) <= behindUs / 2
    const isThere = this.places.some(isNear)
    this.#wanted = isThere || to <= (this.#first ?? to) ? undefined : to
    if (this.#laid === undefined || (this.#wanted ?? 0) >= this.#laid.at) return
    this.#laid.close()
    this.#laid = undefined
  }

  /** Of too many the one goes that stands nearest before another. */
  #keep(run: PastRun): void {
    if (!run.mayStand) return run.close()
    const places = [...this.#places, run].toSorted((one, other) => one.at - other.at)
    const gaps = places.slice(1).map(({ at }, i) => at - (places[i]?.at ?? 0))
    const spare = places.length > placesMax ? places[gaps.indexOf(Math.min(...gaps))] : undefined
    spare?.close()
    this.#places = places.filter((each) => each !== spare)
  }
}

/** The first moment of which a desk's journal tells; `undefined` before its first bar. */
export function firstMoment(folder: string): Micros | undefined {
  const { journal } = deskPaths(folder)
  if (headerIn(journal) === undefined) return undefined
  for (const { event } of readJournal(journal, nodeDisk, 1))
    if (event.kind === 'bar-closed') return timeOf(event)
  return undefined
}
