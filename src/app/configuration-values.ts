import type { CapTerms } from '../execution/index.ts'
import type { ProviderName } from '../llm/index.ts'
import type { SoundnessThresholds } from '../research/index.ts'
import type { BreakerRules, Limits } from '../risk/index.ts'
import type { LogLevel } from './log/log-line.ts'

/** Every setting a desk runs with. Shares are fractions of 1, money is in whole currency units. */
export type ConfigurationValues = {
  readonly desk: {
    readonly cash: number
    readonly seed: number
    readonly quorum: number
    readonly votes: 'claimed' | 'earned'
    readonly legsShareMax: number
    readonly rebalanceMin: number
  }
  readonly swarm: {
    readonly isOn: boolean
    readonly capacity: number
    readonly coolDownMinutes: number
    readonly watchers: number
    readonly isPlannedDaily: boolean
  }
  /** Nights of the strategist that a running desk has by itself. */
  readonly evolution: {
    /** `HH:MM`, UTC; empty for none. */
    readonly at: string
    readonly candidates: number
    readonly draws: number
  }
  readonly memory: {
    readonly recallWeight: number
    readonly payoffWeight: number
    readonly isGoverned: boolean
    readonly vectors: 'in-process' | 'pgvector'
  }
  readonly sources: {
    readonly folder: string
    readonly github: readonly string[]
    readonly githubUrl: string
    readonly githubKeyFile: string
  }
  /** The language model that is asked, if one is. */
  readonly model: {
    readonly provider: '' | ProviderName
    readonly name: string
    readonly url: string
    readonly keyFile: string
    readonly tokensPerDay: number
    readonly dollarsPerDay: number
    readonly dollarsPerMillionIn: number
    readonly dollarsPerMillionOut: number
    readonly timeoutSeconds: number
  }
  /** The second model, which reads what the first one wrote; it spends of the budget of that. */
  readonly reviewer: Omit<ConfigurationValues['model'], 'tokensPerDay' | 'dollarsPerDay'>
  readonly costs: {
    readonly feeTakerBps: number
    readonly feeMakerBps: number
    readonly slippageBps: number
    readonly participationMax: number
    readonly matching: 'bars' | 'book'
  }
  /** What buying power is measured at follows from the costs and the gap. */
  readonly risk: Omit<Limits, 'costBuffer'> & {
    readonly gapBps: number
    readonly hasStandings: boolean
    readonly hasTiers: boolean
    readonly reduceStages: number
    readonly reduceEverySeconds: number
  }
  readonly breakers: BreakerRules & {
    readonly isWatching: boolean
    /** ccxt's names of other venues. */
    readonly sources: readonly string[]
  }
  readonly caps: CapTerms
  readonly operating: {
    readonly modelPerDay: number
    readonly dataPerDay: number
    readonly hostingPerDay: number
    readonly machinePerHour: number
    readonly monthlyMax: number
    readonly dollar: number
  }
  readonly soundness: SoundnessThresholds & {
    readonly validDays: number
  }
  readonly agents: readonly AgentSetting[]
  readonly market: {
    readonly source: string
    readonly instruments: readonly string[]
    readonly speed: number | 'max'
  }
  readonly hardware: {
    readonly switch: string
    readonly lights: string
    readonly onLost: 'pause' | 'kill'
  }
  /** Ways by which a person is told. */
  readonly notice: {
    readonly webhookUrl: string
    readonly webhookKeyFile: string
    readonly mailHost: string
    readonly mailPort: number
    readonly mailIsEncrypted: boolean
    readonly mailUser: string
    readonly mailKeyFile: string
    readonly mailFrom: string
    readonly mailTo: readonly string[]
    readonly isOnDesktop: boolean
    readonly quietFrom: string
    readonly quietTo: string
    readonly perMinute: number
    readonly repeatMinutes: number
    readonly runbookUrl: string
  }
  readonly http: {
    readonly port: number
    readonly isEnabled: boolean
  }
  /** When what comes in, or what comes of it, is so dull that a person is told; 0 for never. */
  readonly alarms: {
    readonly constantMinutes: number
    readonly quietHours: number
  }
  readonly log: {
    readonly file: string
    readonly level: LogLevel
    readonly maxMb: number
    readonly kept: number
  }
  readonly trace: {
    readonly endpoint: string
    readonly share: number
  }
  readonly metrics: {
    readonly isEnabled: boolean
    readonly host: string
    readonly port: number
  }
  readonly telegram: {
    readonly keyFile: string
    readonly users: readonly number[]
    readonly chats: readonly number[]
    readonly url: string
    readonly quietHours: string
    readonly digestHour: number
  }
  readonly display: {
    readonly isEmotionless: boolean
  }
  readonly bus: {
    readonly url: string
    readonly keyFile: string
    readonly caFile: string
  }
  readonly database: {
    readonly url: string
    readonly keyFile: string
    readonly caFile: string
  }
  readonly journal: {
    readonly segmentBytes: number
    readonly snapshotEvery: number
  }
  readonly catalog: {
    readonly tiers: readonly string[]
  }
  readonly recording: {
    readonly isEnabled: boolean
    readonly maxGb: number
  }
}

/** An agent by name, with the parameters that differ from its own defaults. */
export type AgentSetting = {
  readonly name: string
  readonly parameters: Readonly<Record<string, number | boolean | string>>
}
