import path from 'node:path'
import type { Agent } from '../agents/index.ts'
import { UserError } from '../base/index.ts'
import type { Micros } from '../domain/index.ts'
import type { DeskRun, RunHeader } from '../engine/index.ts'
import { acquireLock, type Lock, readJournal, type SegmentJournal } from '../journal/index.ts'
import { nodeDisk } from '../kernel/index.ts'
import type { Feed, FeedBar } from '../market/index.ts'
import type { AgentMeter } from './agent-meter.ts'
import { barPhase } from './bar-phase.ts'
import type { DeskControl } from './control/desk-control.ts'
import { type DeskPulse, WritingWatch } from './control/desk-pulse.ts'
import { adoptHere, openControl } from './control/open-control.ts'
import { type DeskPaths, deskPaths } from './desk-folder.ts'
import type { DeskLine } from './desk-line.ts'
import { anchorEveryUs, commitEveryUs, updateEveryUs } from './desk-rhythm.ts'
import { DeskSnapshots } from './desk-snapshots.ts'
import type { DeskFeed, DeskUpdate } from './desk-view.ts'
import type { DeskViewBuilder } from './desk-view-builder.ts'
import { type OpenedDesk, type PaperDeskOptions, startOf } from './desk-header.ts'
import { feedFaults } from './metrics/desk-vitals.ts'
import { probeOf, startAlarms, toldOf, type Watchers } from './metrics/desk-watchers.ts'
import { openJournal } from './open-journal.ts'
import { openView, surroundingsOf } from './open-view.ts'
import { openedDesk } from './opened-desk.ts'
import { OpenProposals } from './proposal/open-proposals.ts'
import { ProposalFolder } from './proposal/proposal-folder.ts'
import { RecordedApprovals } from './proposal/recorded-approvals.ts'
import { repeatEvery } from './repeat-every.ts'
import { resumeRun } from './resume-run.ts'
import type { DeskSources } from './sources/desk-sources.ts'
import { SqlBooks } from './sql-books.ts'
import { ChampionKeeper } from './strategy/champion-keeper.ts'
import { strategiesIn } from './strategy/desk-strategies.ts'
import { warmPast } from './warm-past.ts'
import { type Outside, outsideOf } from './watch-desk.ts'

/**
 * The desk: the engine on a journal, fed as bars close, watched by a page, on paper or with a line
 * to a distant venue. Everything that decides is in the engine; this opens, paces and closes.
 */
export class PaperDesk implements DeskFeed {
  readonly header: RunHeader
  readonly instruments: readonly string[]
  /** Names, in the order in which they are asked. */
  readonly agents: readonly string[]
  /** What people may do to it. */
  readonly control: DeskControl
  /** For those who watch its market beside it. */
  readonly outside: Outside
  /** Who watches it beside its page. */
  readonly watchers: Watchers
  readonly #options: PaperDeskOptions
  readonly #paths: DeskPaths
  readonly #lock: Lock
  readonly #journal: SegmentJournal
  readonly #run: DeskRun
  readonly #view: DeskViewBuilder
  readonly #feed: Feed
  readonly #line: DeskLine | undefined
  readonly #beside: DeskSources | undefined
  readonly #snapshots: DeskSnapshots
  readonly #writing: WritingWatch
  readonly #champion: ChampionKeeper | undefined
  #books: SqlBooks | undefined
  readonly #startedAt: Micros
  readonly #work: AgentMeter['work']
  readonly #listeners = new Set<(update: DeskUpdate) => void>()
  readonly #cancels: (() => void)[] = []
  readonly #ended = Promise.withResolvers<void>()
  readonly #finish = Promise.withResolvers<void>()
  /** Resolves when the market has ended: every bar of a file has been taken in. */
  readonly finished: Promise<void> = this.#finish.promise
  #receivedAt: Micros
  #isFinished = false
  #isStopped = false

  /** Opens the desk of a folder: a new one, or the one whose journal is there. */
  static async open(options: PaperDeskOptions): Promise<PaperDesk> {
    const paths = deskPaths(options.folder)
    const lock = acquireLock(paths.lock)
    try {
      return await PaperDesk.#begin(await openedDesk(options, { paths, lock }))
    } catch (error) {
      lock.release()
      throw error
    }
  }

  static async #begin(opened: OpenedDesk): Promise<PaperDesk> {
    const { paths, market, options } = opened
    const past = opened.isNew ? await warmPast(market) : []
    const desk = new PaperDesk(opened)
    for (const bar of past) desk.#run.onBar(bar, 'warm')
    desk.#run.commit()
    await desk.#champion?.look()
    desk.#books = await SqlBooks.open({ ...options, path: paths.projection, folder: paths.journal })
    return desk
  }

  private constructor(opened: OpenedDesk) {
    const { options, paths, lock, market, agents, header, line, meter, work, champions } = opened
    this.#options = options
    this.watchers = options
    this.#work = work
    this.#paths = paths
    this.#lock = lock
    this.header = header
    this.instruments = header.setup.instruments.map((of) => of.id)
    this.#feed = market.live.feed
    this.#line = line
    this.#beside = opened.beside
    this.#snapshots = new DeskSnapshots(paths.snapshots, options.snapshotEvery, options.onNote)
    this.#startedAt = options.clock.now()
    this.#receivedAt = this.#startedAt
    this.#writing = new WritingWatch(this.#startedAt)
    this.#journal = openJournal(options, { paths, lock })
    this.agents = agents.map(({ id }) => id)
    const begun = startOf(header, this.agents, this.#startedAt)
    if (this.#journal.sequence === 0) this.#journal.append(begun)
    const proposals = new ProposalFolder(paths.folder)
    const open = new OpenProposals(proposals)
    const name = path.basename(paths.folder)
    const { kind, speed } = market.live.feed.source
    const now = { speed, startedAt: this.#startedAt, name, meter, proposals: () => open.rows() }
    this.#view = openView(header, this.agents, { ...options, ...now })
    const strategies = strategiesIn(paths.folder)
    this.#champion =
      champions && new ChampionKeeper({ ...options, strategies, versions: champions })
    const approvals = new RecordedApprovals()
    this.#run = this.#work(() => this.#resume(agents, approvals))
    approvals.settle(proposals, options.onNote)
    this.#view.look(this.#run)
    options.vitals?.look({ run: this.#run, journal: this.#journal, beside: opened.beside })
    const act = <T>(task: () => T): T => this.#command(task)
    this.outside = outsideOf(this.#run, act, line)
    const modeReason = (): string => this.#view.modeReason
    const clock = kind === 'venue' ? options.clock.now.bind(options.clock) : undefined
    this.control = openControl(options, { run: this.#run, act, modeReason, now: clock })
    this.control.alerts.listen((alert) => this.#view.alert(alert))
    this.#champion?.watch({ run: this.#run, control: this.control, act })
    // What was before is shown to who asks; to who listens from now on it is no news.
    this.#view.update(this.#surroundings())
  }

  /** Begins to take bars in. Resolves at `stop`; rejects when the desk cannot go on. */
  start(): Promise<void> {
    const { adopt, clock } = this.#options
    this.#writing.look(this.#journal.sequence, clock.now())
    if (adopt !== undefined) adoptHere(this.control, this.#run.desk, adopt)
    this.#line?.start(this.#run, (task) => this.#guarded(() => this.#hear(task)))
    startAlarms(this.#options, this.#beside, this.control.alerts)
    this.#feed.subscribe(this.#run.resumeAfter, {
      bar: (bar) => this.#guarded(() => this.#take(bar)),
      fault: feedFaults(this.#options),
      end: () => {
        this.#isFinished = true
        this.#guarded(() => this.#keep())
        this.#tell()
        this.#finish.resolve()
      },
    })
    this.#cancels.push(
      repeatEvery(clock, commitEveryUs, () => this.#guarded(() => this.#keep())),
      repeatEvery(clock, anchorEveryUs, () => this.#guarded(() => this.#journal.anchor())),
      repeatEvery(clock, updateEveryUs, () => this.#tell()),
      repeatEvery(clock, commitEveryUs, () => this.#champion?.keepUp((error) => this.#fail(error))),
    )
    return this.#ended.promise
  }

  /** Before a planned stop: what is out at a venue is to stay there. */
  async standDown(): Promise<void> {
    await this.#line?.standDown()
  }

  /** Closes everything in order: no bar, then a checkpoint, a snapshot, the books for people. */
  stop(): void {
    if (this.#isStopped) return
    this.#shut()
    try {
      this.#snapshots.take(this.#run)
      this.#journal.close()
      this.#books?.finish()
    } finally {
      this.#books?.close()
      this.#lock.release()
      this.#champion?.stop()
      this.#ended.resolve()
    }
  }

  snapshot(): ReturnType<DeskFeed['snapshot']> {
    this.#tell() // or those who listen already would never hear of what is new
    return this.#view.snapshot(this.#surroundings())
  }

  /** How it is getting on, for whoever watches that it does. */
  pulse(): DeskPulse {
    return this.#writing.pulse(this.#surroundings(), this.#options.clock.now())
  }

  subscribe(listener: (update: DeskUpdate) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  #take(bar: FeedBar): void {
    if (this.#isStopped) return
    this.#receivedAt = this.#options.clock.now()
    const phase = barPhase(bar.ts, this.#receivedAt, this.#feed)
    if (this.#line === undefined) this.#run.onBar(bar, phase)
    else this.#line.onBar(bar.instrument, () => this.#run.onBar(bar, phase))
  }

  /** What a venue said is durable before anything more is asked of it. */
  #hear(task: () => void): void {
    if (this.#isStopped) return
    task()
    this.#run.commit()
  }

  /** What a person wants, durable on return. What the desk cannot go on after ends it. */
  #command<T>(task: () => T): T {
    if (this.#isStopped) throw new UserError('desk-in-use', 'The desk has stopped.', 3)
    try {
      const done = this.#line === undefined ? task() : this.#line.act(task)
      this.#run.commit()
      this.#tell()
      return done
    } catch (error) {
      if (!(error instanceof UserError && error.code === 'limit-refused')) this.#fail(error)
      throw error
    }
  }

  #shut(): void {
    this.#isStopped = true
    this.#feed.close()
    this.#beside?.stop()
    this.#line?.close()
    for (const cancel of this.#cancels) cancel()
  }

  /** Makes durable what is not, and now and then leaves a place to go on from. */
  #keep(): void {
    if (this.#isStopped) return
    if (!this.#lock.isHeld())
      throw new UserError('desk-in-use', `Another desk has taken over ${this.#paths.folder}.`)
    this.#run.commit()
    this.#writing.look(this.#journal.sequence, this.#options.clock.now())
    if (this.#snapshots.isDue(this.#run.sequence)) this.#snapshots.take(this.#run)
    this.#books?.keepUp()
  }

  #tell(): void {
    if (this.#listeners.size === 0) return
    const update = this.#view.update(this.#surroundings())
    for (const listener of this.#listeners) listener(update)
  }

  #surroundings(): ReturnType<typeof surroundingsOf> {
    const seen = { receivedAt: this.#receivedAt, isFinished: this.#isFinished }
    return surroundingsOf(this.#feed, { ...seen, now: this.#options.clock.now() })
  }

  #resume(agents: readonly Agent[], approvals: RecordedApprovals): DeskRun {
    const gateway = this.#line?.gateway
    return resumeRun({
      setup: { ...this.header.setup, agents },
      recorded: () => readJournal(this.#paths.journal, nodeDisk, 1),
      journal: this.#journal,
      observer: this.#view,
      onEvent: toldOf(this.#options, this.#view, this.#champion, approvals),
      probe: probeOf(this.#options, this.header, this.agents),
      champions: this.#champion?.versions,
      snapshot: gateway === undefined ? this.#snapshots.newest(this.#journal.sequence) : undefined,
      gateway,
      beside: this.#beside,
      dismiss: this.#options.dismiss,
    })
  }

  /** What the desk cannot go on after ends it, with its reason. */
  #guarded(task: () => void): void {
    try {
      this.#work(task)
    } catch (error) {
      this.#fail(error)
    }
  }

  #fail(error: unknown): void {
    this.#shut()
    this.#lock.release()
    this.#champion?.stop()
    this.#ended.reject(error)
  }
}
