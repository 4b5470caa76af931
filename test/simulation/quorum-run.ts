import { defined, InvariantError, Random } from '../../src/base/index.ts'
import { dayUs } from '../../src/domain/index.ts'
import { type BusFaults, SimulatedBus } from '../../src/kernel/index.ts'
import {
  encodeProposal,
  hashBytes,
  isProof,
  type ManagerKeys,
  managerKeys,
  MemoryManager,
  memorySubjects,
  sharedKeys,
  stateAtStart,
} from '../../src/memory/index.ts'
import { quorumKeys } from './quorum-keys.ts'
import { type Habit, habits, Liar } from './quorum-liar.ts'
import { type CrashSite, QuorumNode } from './quorum-node.ts'
import { anyProposal, quorumAgents, quorumRegimes, resultsOf } from './quorum-proposals.ts'
import { QuorumWatch } from './quorum-watch.ts'

export type QuorumRun = {
  /** SHA-256 over every commit of every manager, in order, and the last state. */
  readonly hash: string
  readonly seen: ReadonlyMap<string, number>
  /** From the end of all faults to equal logs, with something new in them. Unit: us. */
  readonly convergedUs: number
  readonly blocks: number
}

const safetyUs = 6_000_000
const convergeMaxUs = 60_000_000
const healed: BusFaults = { loss: 0, duplicate: 0, delayMinUs: 500, delayMaxUs: 20_000 }
const sites: readonly (CrashSite | undefined)[] = [
  ...['before-write', 'torn-write', 'before-send', 'after-send', undefined],
] as readonly (CrashSite | undefined)[]

/** Runs one seed of a whole group. @throws InvariantError when something promised does not hold. */
export function runQuorum(seed: number): QuorumRun {
  return new QuorumScene(seed).run()
}

/** Managers, liars, clients and faults, all by one seed. */
class QuorumScene {
  readonly #config: Random
  readonly #fault: Random
  readonly #client: Random
  readonly #bus: SimulatedBus
  readonly #managers: number
  readonly #nodes: readonly QuorumNode[]
  readonly #liars: readonly Liar[]
  readonly #watch: QuorumWatch
  /** When a manager that is down comes back. */
  readonly #back = new Map<QuorumNode, number>()
  readonly #thawing = new Map<QuorumNode, number>()
  readonly #outsider: ManagerKeys
  readonly #swarm: ReadonlySet<string>
  readonly #checked = new Map<QuorumNode, number>()
  #made = 0
  #clientUs = 0
  #faultUs = 0
  #liarUs = 0

  constructor(seed: number) {
    this.#config = Random.stream(seed, 'config')
    this.#fault = Random.stream(seed, 'fault')
    this.#client = Random.stream(seed, 'client')
    const kind = this.#config.below(10)
    this.#managers = kind === 0 ? 3 : kind === 1 ? 7 : 4
    const isLiar = (id: number): boolean =>
      this.#managers > 3 && id < (this.#managers === 7 ? 2 : 1) && hasLiars
    const hasLiars = this.#config.below(4) > 0
    const ids = Array.from({ length: this.#managers }, (_, id) => id)
    this.#swarm = this.#drawn(['loss', 'duplicate', 'delay', 'partition', 'crash', 'freeze'])
    const { privateKeys, publicKeys } = quorumKeys(this.#managers)
    this.#outsider = managerKeys(publicKeys, defined(privateKeys[0], 'a key'))
    // Every sixteenth seed has each signature checked by everybody; the others know their own.
    const shared = sharedKeys(privateKeys)
    const keys = privateKeys.map((own, id) =>
      seed % 16 === 0 ? managerKeys(publicKeys, own) : (shared[id] ?? managerKeys(publicKeys, own)),
    )
    this.#bus = new SimulatedBus(Random.stream(seed, 'bus'), this.#managers + 1)
    this.#watch = new QuorumWatch(this.#managers, new Set(ids.filter(isLiar)))
    const start = stateAtStart(quorumAgents, quorumRegimes)
    this.#nodes = ids.flatMap((id) => {
      const own = keys[id]
      if (own === undefined || isLiar(id)) return []
      const random = Random.stream(seed, `disk ${id}`)
      return new QuorumNode({
        ...{ id, keys: own, start, bus: this.#bus, random },
        onNote: (node, note) => this.#watch.onNote(node, note),
        onRecord: (node, entries) => this.#watch.onRecord(node, entries),
        onSend: (node, bytes) => this.#watch.onSend(node, bytes),
      })
    })
    this.#liars = ids.filter(isLiar).flatMap((id) => {
      const own = keys[id]
      if (own === undefined) return []
      const random = Random.stream(seed, `liar ${id}`)
      const ear = new MemoryManager({ id, keys: own, start })
      const drawn = this.#drawn(habits) as ReadonlySet<Habit>
      const managers = this.#managers
      const poison = () => this.#poison()
      return new Liar({
        id,
        managers,
        keys: own,
        bus: this.#bus,
        random,
        habits: drawn,
        ear,
        poison,
      })
    })
  }

  #drawn(names: readonly string[]): ReadonlySet<string> {
    return new Set(names.filter(() => this.#config.below(2) === 0))
  }

  run(): QuorumRun {
    this.#until(safetyUs, () => this.#disturb())
    this.#heal()
    const healedUs = this.#bus.nowUs
    const blocks = this.#watch.blocks
    const isDone = (): boolean => this.#watch.blocks > blocks && this.#isEqual()
    this.#until(healedUs + convergeMaxUs, () => {}, isDone)
    if (!isDone()) throw new InvariantError(this.#unequal())
    const convergedUs = this.#bus.nowUs - healedUs
    this.#prove()
    const { head } = this.#nodes[0]?.manager?.governed ?? { head: '' }
    const hash = this.#watch.hash(`${head} ${convergedUs}`)
    return { hash, seen: this.#watch.seen, convergedUs, blocks: this.#watch.blocks }
  }

  /** One who has nothing but the public keys believes the newest certificate. */
  #prove(): void {
    const { manager } = this.#nodes[0] ?? {}
    const certificate = manager?.certificateAt(manager.governed.slot - 1)
    if (certificate === undefined || !isProof(certificate, this.#outsider))
      throw new InvariantError('the newest certificate proves nothing')
  }

  #isEqual(): boolean {
    const slots = new Set(this.#nodes.map(({ manager }) => manager?.governed.slot))
    return slots.size === 1 && !slots.has(undefined)
  }

  #unequal(): string {
    const slots = this.#nodes.map(({ manager }) => `${manager?.governed.slot}/${manager?.epoch}`)
    return `managers did not converge within 60 s: slots ${slots.join(' ')}`
  }

  /** Lets everything happen in the order of time. */
  #until(endUs: number, disturb: () => void, isDone: () => boolean = () => false): void {
    let turns = 0
    let beforeUs = -1
    while (this.#bus.nowUs < endUs && !isDone()) {
      turns = this.#bus.nowUs === beforeUs ? turns + 1 : 0
      beforeUs = this.#bus.nowUs
      if (turns > 1_000) throw new InvariantError('somebody wants to be woken for ever')
      const wakes = this.#nodes.map(({ nextUs }) => nextUs)
      const own = [this.#clientUs, this.#faultUs, this.#liarUs, ...this.#back.values()]
      const nextUs = Math.min(
        ...wakes,
        ...own,
        ...this.#thawing.values(),
        this.#bus.nextUs ?? endUs,
      )
      this.#bus.advance(Math.min(endUs, Math.max(this.#bus.nowUs, nextUs)))
      for (const node of this.#nodes) if (node.nextUs <= this.#bus.nowUs) node.tick()
      this.#propose()
      this.#lie()
      this.#revive()
      if (this.#faultUs <= this.#bus.nowUs) {
        this.#faultUs = this.#bus.nowUs + 50_000 + this.#fault.below(800_000)
        disturb()
      }
      for (const node of this.#nodes) this.#check(node)
    }
  }

  #check(node: QuorumNode): void {
    const slot = node.manager?.governed.slot ?? 0
    if (this.#checked.get(node) === slot) return
    this.#checked.set(node, slot)
    this.#watch.check(node)
  }

  #propose(): void {
    if (this.#clientUs > this.#bus.nowUs) return
    const random = this.#client
    this.#clientUs = this.#bus.nowUs + 20_000 + random.below(300_000)
    const isPoison = random.below(8) === 0
    this.#made += 1
    const bytes = isPoison ? this.#poison() : encodeProposal(anyProposal(random, this.#made))
    if (random.below(4) === 0) this.#bus.at(this.#managers).publish(memorySubjects.propose, bytes)
    else this.#nodes[random.below(this.#nodes.length)]?.propose(bytes)
  }

  /** Something that no manager may ever agree to. */
  #poison(): Uint8Array {
    const random = this.#client
    this.#made += 1
    const weights = Array.from({ length: quorumRegimes }, () => 1 + 5 * random.next() + 1e-9)
    const change = { kind: 're-weight', agents: ['trend'], weights, termUs: 30 * dayUs } as const
    const returns = resultsOf(random, 110, 1)
    const bytes = encodeProposal({
      ...{ ts: this.#made, proposer: 'poison', change, returns, spanUs: 200 * dayUs },
    })
    this.#watch.forbid(hashBytes(bytes))
    return bytes
  }

  #lie(): void {
    if (this.#liarUs > this.#bus.nowUs) return
    this.#liarUs = this.#bus.nowUs + 50_000
    for (const liar of this.#liars) liar.act()
  }

  #revive(): void {
    const nowUs = this.#bus.nowUs
    for (const [node, us] of this.#thawing)
      if (us <= nowUs) {
        this.#thawing.delete(node)
        node.thaw()
      }
    for (const [node, us] of this.#back) {
      if (us > nowUs) continue
      this.#back.delete(node)
      // One that was to die at its next turn, and had none, dies now.
      node.crash(undefined)
      const { saidSlot } = node
      node.start()
      this.#watch.onRestart(node, saidSlot)
      this.#watch.count('restart')
    }
  }

  /** Draws what goes wrong next. */
  #disturb(): void {
    const random = this.#fault
    this.#bus.setFaults({
      loss: this.#swarm.has('loss') ? random.next() / 2 : 0,
      duplicate: this.#swarm.has('duplicate') ? random.next() / 2 : 0,
      delayMinUs: 100,
      delayMaxUs: this.#swarm.has('delay') ? 1_000 + random.below(400_000) : 5_000,
    })
    if (this.#swarm.has('partition')) this.#cut(random.below(6))
    const node = this.#nodes[random.below(this.#nodes.length)]
    const downUs = this.#bus.nowUs + random.below(2_000_000)
    if (node === undefined || random.below(3) === 0) return
    if (this.#swarm.has('crash') && random.below(2) === 0) this.#crash(node, downUs)
    if (this.#swarm.has('freeze') && random.below(3) === 0) {
      node.freeze()
      this.#thawing.set(node, downUs)
    }
  }

  #crash(node: QuorumNode, downUs: number): void {
    // All at once now and then: nothing is left but what is on the disks.
    const isAll = this.#fault.below(8) === 0
    for (const each of isAll ? this.#nodes : [node]) {
      each.crash(sites[this.#fault.below(sites.length)])
      this.#back.set(each, downUs)
    }
  }

  #cut(kind: number): void {
    const random = this.#fault
    const all = Array.from({ length: this.#managers }, (_, id) => id)
    if (kind === 0) this.#bus.mendAll()
    if (kind === 1) this.#bus.partition(all.filter(() => random.below(2) === 0))
    if (kind === 2) this.#bus.partition([random.below(this.#managers)])
    if (kind === 3) this.#bus.cut(random.below(this.#managers), random.below(this.#managers))
    // Swizzle: lines are cut one by one in one order and mended in another.
    if (kind === 4) for (const to of all) this.#bus.cut(random.below(this.#managers), to)
    if (kind === 5) for (const to of all) this.#bus.mend(random.below(this.#managers), to)
  }

  #heal(): void {
    this.#bus.setFaults(healed)
    this.#bus.mendAll()
    for (const node of this.#nodes) if (this.#thawing.delete(node)) node.thaw()
    for (const node of this.#back.keys()) this.#back.set(node, this.#bus.nowUs)
    this.#revive()
  }
}
