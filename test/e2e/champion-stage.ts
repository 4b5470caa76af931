import type { DeskEvent } from '../../src/domain/index.ts'
import { changeStrategies, readStrategies } from '../../src/app/index.ts'
import type { Version } from '../../src/evolution/index.ts'
import { ControlStage } from './control-stage.ts'

type Changed = Extract<DeskEvent, { readonly kind: 'champion-changed' }>

/** A strategy whose whole code is what it does at a bar. */
export function strategySource(name: string, onBar: string): string {
  return `import { defineStrategy } from 'coinswarm/agents'
export const strategy = defineStrategy({
  name: '${name}',
  summary: 'For a test.',
  parameters: {},
  features: () => ({}),
  init: () => ({ asked: 0 }),
  onBar: (view, _, state) => {
    state.asked += 1
    ${onBar}
  },
})
`
}

const buys = `if (view.position !== 0) return undefined
    return { action: 'buy', size: 0.3, type: 'market', stop: view.close * 0.5, confidence: 0.9 }`

export const sources: Readonly<Record<'buyer' | 'seller' | 'thrower' | 'hanger', string>> = {
  buyer: strategySource('buyer', buys),
  seller: strategySource('seller', `return { action: 'close', confidence: 0.9 }`),
  thrower: strategySource(
    'thrower',
    `if (state.asked > 3) throw new Error('no more')\n    ${buys}`,
  ),
  hanger: strategySource('hanger', `while (state.asked > 3) state.asked += 1\n    ${buys}`),
}

/** A desk that seats whichever version is champion, in a process of its own. */
export class ChampionStage extends ControlStage {
  /** A box takes a while to start, and every one that ever sat is started again. */
  override patienceMs = 180_000

  /** At a pace at which there is not too much to do again. */
  override start(...words: readonly string[]): ReturnType<ControlStage['start']> {
    return super.start('--agent', 'champion', '--speed', '600', ...words)
  }

  /** Keeps a version that passed the gate, as a night does. @returns Its id. */
  keep(source: string): string {
    return changeStrategies(this.folder, (registry) => {
      const by = { ts: 1, cycle: 1, actor: 'test', reason: 'passed' }
      const made = { author: 'test', cycle: 1, ts: 1, note: '', parents: [] }
      const id = registry.add({ module: 'strategy', source, ...made })
      for (const to of ['reviewed', 'checked', 'sound', 'tested', 'gated'] as const)
        registry.move({ ...by, id, to, evidence: { verdict: 'pass' } })
      return id
    })
  }

  /** Who sat, one after the other. */
  changes(): readonly Changed[] {
    return this.events().filter((event) => event.kind === 'champion-changed')
  }

  /** Who sits, by the journal. */
  get seated(): string {
    return this.changes().at(-1)?.version ?? ''
  }

  /** Who is champion, by the record. */
  get champion(): string {
    return readStrategies(this.folder)?.book.champion('strategy')?.id ?? ''
  }

  version(id: string): Version | undefined {
    return readStrategies(this.folder)?.book.version(id)
  }

  get bars(): number {
    return this.events().filter(({ kind }) => kind === 'bar-closed').length
  }

  /** Waits until the desk has taken in some more bars. */
  async more(bars: number): Promise<void> {
    const from = this.bars
    await this.until(() => this.bars >= from + bars)
  }
}
