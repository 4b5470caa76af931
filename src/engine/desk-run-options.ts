import type { DeskEvent } from '../domain/index.ts'
import type { OrderGateway } from '../execution/index.ts'
import type { JournalEntry, Snapshot } from '../journal/index.ts'
import type { Journal } from '../kernel/index.ts'
import type { DeskProbe } from './desk-probe.ts'
import type { DeskSetup } from './desk-setup.ts'
import type { ChampionSource } from './desk-surroundings.ts'
import type { BesidePort } from './observed-columns.ts'
import type { DeskObserver } from './observer.ts'

export type DeskRunOptions = {
  readonly setup: DeskSetup
  /** Everything after the run's header. */
  readonly recorded: Iterable<JournalEntry>
  /** Takes what is new. */
  readonly journal: Journal
  readonly observer: DeskObserver
  /** Told of every event, recorded or new, after it is in the journal. */
  readonly onEvent?: (sequence: number, event: DeskEvent) => void
  /** A state to begin from instead of running everything again. */
  readonly snapshot?: Snapshot | undefined
  /** The way to a distant venue: what was heard over it is given, like bars. */
  readonly gateway?: OrderGateway | undefined
  /** Asked what stands beside a bar that is not recorded yet; nothing is known without it. */
  readonly beside?: BesidePort | undefined
  /** Where versions of a strategy come from that follow each other while it runs. */
  readonly champions?: ChampionSource | undefined
  /** Who looks into the desk as it works. */
  readonly probe?: DeskProbe | undefined
  /** Asked before each turn that is done again: whether to go no further until `goOn` is called. */
  readonly holdsAt?: ((next: DeskEvent) => boolean) | undefined
  /** No agent is asked beyond what is recorded: who takes over from a desk that hung, and why. */
  readonly dismiss?: Dismissal | undefined
}

export type Dismissal = { readonly actor: string; readonly reason: string }
