import type { DeskEvent } from '../../src/domain/index.ts'
import { type AgentFault, DeskRun, type DeskSetup, nobody } from '../../src/engine/index.ts'
import { MemoryJournal } from '../../src/journal/index.ts'
import { eagerAgent, guardedScene } from './guarded-scene.ts'

/** A journal whose disk can be full. */
class FullJournal extends MemoryJournal {
  isFull = false

  override get isReserveOnly(): boolean {
    return this.isFull
  }
}

/** A desk in the middle of its day. */
export class GuardedStage {
  readonly journal: FullJournal = new FullJournal()
  readonly faults: AgentFault[] = []
  readonly run: DeskRun
  readonly #bars: ReturnType<typeof guardedScene>['bars']
  #at = 0

  constructor(over: Partial<DeskSetup> = {}) {
    const scene = guardedScene(3, { hours: 120 }, { agents: [eagerAgent(3, 40)], ...over })
    this.#bars = scene.bars
    const observer = { ...nobody, onFault: (fault: AgentFault) => void this.faults.push(fault) }
    this.run = new DeskRun({ setup: scene.setup, recorded: [], journal: this.journal, observer })
  }

  /** Plays bars of so many hours. @returns What it came to. */
  play(hours: number): readonly DeskEvent[] {
    const { journal, run } = this
    const before = journal.sequence
    for (const bar of this.#bars.slice(this.#at, this.#at + 2 * hours)) run.onBar(bar, 'live')
    this.#at += 2 * hours
    return [...journal.entries()].flatMap(({ sequence, event }) =>
      sequence > before ? [event] : [],
    )
  }

  get now(): number {
    return this.run.desk.now
  }
}

/** Orders that add risk. */
export function adding(events: readonly DeskEvent[]): number {
  return events.filter(
    (event) =>
      event.kind === 'submit' && (event.order.role === 'entry' || event.order.role === 'quote'),
  ).length
}

/** Every limit that said no. */
export function saying(events: readonly DeskEvent[]): readonly string[] {
  return events.flatMap((event) => (event.kind === 'intent-refused' ? [event.limit] : []))
}
