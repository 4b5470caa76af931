import {
  type Agent,
  agentByName,
  type AgentKind,
  defineAgent,
  type Opinion,
  real,
} from '../../src/agents/index.ts'
import { idleChampion } from '../../src/app/index.ts'
import { defined, Random } from '../../src/base/index.ts'
import {
  type DeskEvent,
  type Instrument,
  type Micros,
  micros,
  secondUs,
} from '../../src/domain/index.ts'
import { type DeskSetup, DeskRun, type GuardRules, nobody } from '../../src/engine/index.ts'
import {
  Fence,
  FencedLink,
  type GatewayTerms,
  OrderGateway,
  usualTerms,
  type VenueLink,
} from '../../src/execution/index.ts'
import { sma } from '../../src/features/index.ts'
import { readJournal, SegmentJournal } from '../../src/journal/index.ts'
import type { Disk } from '../../src/kernel/index.ts'
import { breakerDefaults, wideLimits } from '../../src/risk/index.ts'
import { type ActSeen, actIn } from './gateway-acts.ts'
import { isCash } from './gateway-exchange.ts'
import type { Reign } from './gateway-reign.ts'
import { RiskWitness } from './gateway-risk.ts'

export const deskNumber = 0xc0ffeen
const folder = 'desk/journal'
const anchor = 'desk/anchor'

/** Wants in and out for no reason, with levels near enough to be met. */
const restless = defineAgent({
  name: 'restless',
  summary: 'Changes its mind by chance.',
  parameters: { reach: real(0.0004, { min: 0, max: 1, help: 'distance of its levels' }) },
  features: () => ({ average: sma(2) }),
  opine: (view, p): Opinion | undefined => {
    const random = Random.fromSeed(Math.floor(view.chance * 4294967296))
    const draw = random.next()
    if (draw < 0.3) return undefined
    const exposure = draw < 0.6 ? 0 : draw * (random.next() < 0.5 ? 1 : -1)
    const away = Math.sign(exposure) * p.reach * view.close
    const stop = view.close - away * (0.5 + random.next())
    const target = view.close + away * (0.5 + random.next())
    // The time and the quotes of some of its moods.
    const mood = random.next()
    const holdUs = mood < 0.3 ? 3 * secondUs : 0
    const follows = mood > 0.2 && mood < 0.5
    if (mood < 0.9) return view.say({ exposure, confidence: 0.9, stop, target, holdUs, follows })
    const [bid, ask] = [view.close * (1 - p.reach), view.close * (1 + p.reach)]
    const quotes = { bid, ask, share: 0.05, inventoryMax: 0.15 }
    return view.say({ exposure: 0, confidence: 0.9, quotes, holdUs: 5 * secondUs })
  },
})

/** Three desks in four are watched over by everything there is. */
export function isGuarded(seed: number): boolean {
  return seed % 4 !== 3
}

const tight = {
  concentrationMax: 0.15,
  heatMax: 0.2,
  varMax: 0.3,
  shortfallMax: 0.4,
  stressMax: 0.5,
  collarMax: 0.05,
  tradeLossMax: 0.15,
  tradesPerDayMax: 60,
  lossesInRowMax: 12,
}

/** So that breakers open now and then in a market that is made up. */
const jumpy = { barJumpMin: 0.0001, barJumpMultiple: 2 }

const guard: GuardRules = {
  breakers: { ...breakerDefaults, restSeconds: 4, quickRestSeconds: 2, probeSeconds: 4, ...jumpy },
  caps: { ordersPerSecond: 2, notionalPerMinute: 4, notionalPerDay: 40 },
  hasStandings: true,
  hasTiers: true,
}

/** Of the seeds with several agents, who may remember and whose votes may have to be earned. */
const crewShare = 0.25

type Crew = Pick<DeskSetup, 'agents' | 'quorum' | 'votes' | 'recallWeight' | 'viewsUs'>

function crewOf(seed: number, { isAlone = false, isReigned = false }: DeskTerms): Crew {
  const random = Random.stream(seed, 'crew')
  if (isReigned) return { agents: [seated(idleChampion, {})], quorum: 1 }
  if (isAlone || random.next() >= crewShare) return { agents: [seated(restless, {})], quorum: 1 }
  const reaches = [0.0002, 0.0004, 0.001]
  const restlessOnes = reaches.map((reach) => seated(restless, { reach }))
  const agents = [...restlessOnes, seated(defined(agentByName('random'), 'random'), {})]
  return {
    agents: agents.map((agent, k) => ({ ...agent, id: `${agent.id} ${k}` })),
    quorum: 2,
    ...(random.next() < 0.2 ? { votes: 'earned' } : {}),
    ...(random.next() < 0.6 ? { recallWeight: 1, viewsUs: agents.map(() => 3 * secondUs) } : {}),
  }
}

function seated(kind: AgentKind, parameters: Readonly<Record<string, number>>): Agent {
  const made = kind.seat(parameters)
  return defined(made.ok ? made.value : undefined, 'an agent')
}

/** Who decides on a desk: one agent alone, or whoever is champion; what its seed draws without. */
type DeskTerms = { readonly isAlone?: boolean; readonly isReigned?: boolean }

export function deskSetup(
  seed: number,
  instruments: readonly Instrument[],
  terms: DeskTerms = {},
): DeskSetup {
  return {
    seed,
    instruments,
    intervalsUs: instruments.map(() => secondUs),
    ...crewOf(seed, terms),
    limits: {
      ...wideLimits,
      isLongOnly: isCash(seed),
      dailyLossMax: 1,
      drawdownHalt: 1,
      drawdownSoft: 1,
      ordersPerDayMax: 1_000_000,
      orderNotionalMax: 1_000_000,
      // What the market can take back within seconds.
      positionMax: 0.2,
      grossMax: 2,
      ...(isGuarded(seed) ? tight : {}),
    },
    ...(isGuarded(seed) ? { guard } : {}),
    windDown: { stages: 3, everyUs: 5 * secondUs },
    costs: { feeTakerPpm: 0, feeMakerPpm: 0, slippage: 0, participationMax: 1 },
    cash: 100_000n * 100_000_000n,
    rebalanceMin: 0.1,
    amends: seed % 2 === 0,
    hasOneExit: isCash(seed),
  }
}

/** One life of the desk: from the journal on the disk to the next loss of power. */
export class DeskLife {
  readonly run: DeskRun
  readonly gateway: OrderGateway
  readonly journal: SegmentJournal
  readonly witness: RiskWitness
  /** What people did, recorded or new. */
  readonly acts: ActSeen[] = []
  readonly #reign: Reign | undefined

  /** @param isHeld - Whether the folder is this process's still. */
  constructor(
    setup: DeskSetup,
    disk: Disk,
    link: VenueLink,
    isHeld: () => boolean = () => true,
    terms: Partial<GatewayTerms> = {},
    reign?: Reign,
  ) {
    this.#reign = reign
    this.witness = new RiskWitness(setup)
    this.journal = SegmentJournal.open({
      disk,
      folder,
      anchor,
      segmentBytes: 65_536,
      sliceBytes: 16_384,
      mayWrite: isHeld,
    })
    const fenced = new FencedLink(link, new Fence(isHeld, () => {}))
    this.gateway = new OrderGateway({
      link: fenced,
      terms: { ...usualTerms, ...terms },
      desk: deskNumber,
    })
    this.run = new DeskRun({
      setup,
      recorded: readJournal(folder, disk, 0),
      journal: this.journal,
      observer: nobody,
      onEvent: (_, event) => this.#onEvent(event),
      gateway: this.gateway,
      champions: reign?.versions,
    })
  }

  #onEvent(event: DeskEvent): void {
    this.witness.onEvent(event)
    this.#reign?.onEvent(event)
    const act = actIn(event)
    if (act !== undefined) this.acts.push(act)
  }

  start(ts: Micros): void {
    this.gateway.goLive(ts)
    this.run.commit()
  }

  /** Everything of the gateway that is due by now. */
  onTime(ts: Micros): void {
    if (this.gateway.nextTs <= ts) this.gateway.onTime(micros(ts))
  }
}
