import { type Secret, UserError } from '../../base/index.ts'
import { hourUs } from '../../domain/index.ts'
import type { Clock } from '../../kernel/index.ts'
import {
  ColumnCursor,
  coinOfRepository,
  dependencyEntropy,
  type PolledSource,
} from '../../sources/index.ts'
import { GithubWatch } from './ask-github.ts'
import type { SourceAlarmListener } from './column-watch.ts'

type LiveCodeNeeds = {
  readonly clock: Clock
  /** `owner/name`, or `owner/name=COIN` where nobody has said which coin it is about. */
  readonly repositories: readonly string[]
  readonly url: string
  readonly token: Secret | undefined
  readonly onAlarm: SourceAlarmListener
}

/** Of one repository: what GitHub said of it last, as it was known at a time. */
type Followed = Readonly<Record<'commits' | 'contributors' | 'issues', ColumnCursor>>

/**
 * The code moat as GitHub tells it while a desk runs: over the repositories of a coin, as known at
 * the close of a bar. Where one of them is not known, or its answer is older than an hour, nothing
 * is said of the coin: what is left of it would read as fewer commits.
 */
export class LiveCode {
  readonly #watch: GithubWatch
  readonly #coins: ReadonlyMap<string, string>
  readonly #onAlarm: SourceAlarmListener
  /** Sources that stand amiss and were told so. */
  readonly #told = new Map<string, string>()

  /** @throws UserError `source-unknown` for what is no repository, or about no coin. */
  constructor({ clock, repositories, url, token, onAlarm }: LiveCodeNeeds) {
    const named = repositories.map(repositoryNamed)
    this.#coins = new Map(named)
    this.#onAlarm = onAlarm
    const names = named.map(([name]) => name)
    const onTurn = (): void => this.#look()
    this.#watch = new GithubWatch({ clock, repositories: names, url, token, onTurn })
  }

  start(): void {
    this.#watch.start()
  }

  stop(): void {
    this.#watch.stop()
  }

  /** What is known of a coin, close by close; `undefined` where GitHub is not asked of it. */
  follower(coin: string, column: string): ((close: number) => number) | undefined {
    const figure = figures[column]
    const own = this.#watch.sources.filter(({ name }) => this.#coins.get(name) === coin)
    if (figure === undefined || own.length === 0) return undefined
    const followed = own.map(followedOf)
    const sum = (of: keyof Followed, close: number): number =>
      followed.reduce((total, each) => total + each[of].valueAt(close), 0)
    return (close) =>
      figure(sum('commits', close), sum('contributors', close), sum('issues', close))
  }

  /** Tells of each that began to stand amiss, once. */
  #look(): void {
    for (const { repository, state } of this.#watch.report().repositories) {
      const isAmiss = state.kind === 'stale' || state.kind === 'refused'
      const amiss = isAmiss && state.error !== undefined ? state.kind : ''
      if (amiss !== '' && this.#told.get(repository) !== amiss)
        this.#onAlarm(
          `source-${amiss}`,
          `GitHub says nothing of ${repository} that counts: ${state.error} Who looks at it abstains.`,
        )
      this.#told.set(repository, amiss)
      for (const { column, alarm } of state.alarms) this.#alarmed(repository, column, alarm.kind)
    }
  }

  #alarmed(repository: string, column: string, kind: string): void {
    const key = `${repository} ${column}`
    if (this.#told.get(key) === kind) return
    this.#told.set(key, kind)
    this.#onAlarm(`source-${kind}`, `${column} of ${repository} is ${kind} for longer than it may.`)
  }
}

const figures: Readonly<
  Record<string, (commits: number, contributors: number, issues: number) => number>
> = {
  'code.commits24h': (commits) => commits,
  'code.contributors24h': (_, contributors) => contributors,
  'code.novelty': (commits, contributors) =>
    contributors > 0 ? commits / contributors : Number.NaN,
  'code.openIssues': (_, __, issues) => issues,
  'code.entropy': dependencyEntropy,
}

function followedOf({ log }: PolledSource): Followed {
  const cursor = (name: string): ColumnCursor =>
    new ColumnCursor(log, name, { take: 'last', staleUs: hourUs })
  return {
    commits: cursor('code.commits24h'),
    contributors: cursor('code.contributors24h'),
    issues: cursor('code.openIssues'),
  }
}

function repositoryNamed(text: string): readonly [name: string, coin: string] {
  const [name = '', given] = text.split('=', 2)
  const coin = given ?? coinOfRepository(name)
  if (coin !== undefined && /^[A-Z0-9]{1,20}$/.test(coin)) return [name, coin]
  throw new UserError(
    'source-unknown',
    `Nobody has said which coin '${text.slice(0, 80)}' is about; name it as owner/name=COIN.`,
  )
}
