import { defined, Random } from '../../src/base/index.ts'
import { SimulatedBus } from '../../src/kernel/index.ts'
import { encodeProposal, sharedKeys, stateAtStart } from '../../src/memory/index.ts'
import { quorumKeys } from './quorum-keys.ts'
import { QuorumNode } from './quorum-node.ts'
import { anyProposal, quorumAgents, quorumRegimes } from './quorum-proposals.ts'

/** Four honest managers on lines that a test cuts by hand. */
export class QuorumStage {
  readonly bus: SimulatedBus = new SimulatedBus(Random.fromSeed(1), 4)
  readonly nodes: readonly QuorumNode[]
  readonly #random = Random.fromSeed(2)
  #made = 0

  constructor() {
    const keys = sharedKeys(quorumKeys(4).privateKeys)
    const start = stateAtStart(quorumAgents, quorumRegimes)
    this.nodes = keys.map(
      (own, id) =>
        new QuorumNode({
          ...{ id, keys: own, start, bus: this.bus, random: Random.fromSeed(id) },
          ...{ onNote: () => {}, onRecord: () => {}, onSend: () => {} },
        }),
    )
  }

  propose(id: number): void {
    this.#made += 1
    const bytes = encodeProposal(anyProposal(this.#random, this.#made))
    defined(this.nodes[id], 'a manager').propose(bytes)
  }

  /** Lets time pass. */
  run(us: number): void {
    const endUs = this.bus.nowUs + us
    while (this.bus.nowUs < endUs) {
      const wakes = this.nodes.map(({ nextUs }) => nextUs)
      const nextUs = Math.min(endUs, this.bus.nextUs ?? endUs, ...wakes)
      this.bus.advance(Math.max(this.bus.nowUs, nextUs))
      for (const node of this.nodes) if (node.nextUs <= this.bus.nowUs) node.tick()
    }
  }

  /** The slot that each is at; 0 for one that is down. */
  get slots(): readonly number[] {
    return this.nodes.map(({ manager }) => manager?.governed.slot ?? 0)
  }

  get heads(): readonly (string | undefined)[] {
    return this.nodes.map(({ manager }) => manager?.governed.head)
  }
}
