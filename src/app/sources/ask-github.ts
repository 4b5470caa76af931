import { type Secret, UserError } from '../../base/index.ts'
import { hourUs, minuteUs, dayUs, secondUs } from '../../domain/index.ts'
import type { Clock } from '../../kernel/index.ts'
import {
  GithubClient,
  githubColumns,
  githubSource,
  languageOf,
  PolledSource,
  SourceScheduler,
  type SourceState,
} from '../../sources/index.ts'
import { httpGet } from './http-get.ts'

export type GithubQuestion = {
  readonly clock: Clock
  /** As `owner/name`. */
  readonly repositories: readonly string[]
  readonly url: string
  readonly token?: Secret | undefined
  /** Told whenever one said something or stands otherwise, while it is watched. */
  readonly onTurn?: ((report: GithubReport) => void) | undefined
}

/** What GitHub said of one repository, and how it stands. */
export type RepositoryReport = {
  readonly repository: string
  /** `other` for one that nobody has put under a language. */
  readonly language: string
  readonly state: SourceState
  /** By column; `undefined` for what is not known or not defined. */
  readonly values: Readonly<Record<string, number | undefined>>
}

export type GithubReport = {
  readonly repositories: readonly RepositoryReport[]
  /** Commits, contributors and open issues added up over the repositories of a language. */
  readonly languages: readonly LanguageReport[]
}

export type LanguageReport = {
  readonly language: string
  readonly repositories: number
  readonly commits24h: number
  readonly contributors24h: number
  readonly openIssues: number
}

/** No part of it is made of dots alone: it becomes part of an address. */
const repositoryPattern = /^(?!\.+\/)[\w.-]{1,100}\/(?!\.+$)[\w.-]{1,100}$/

/** GitHub as sources, asked in turns. An answer is as good as new for five minutes. */
export class GithubWatch {
  /** One for each repository, in the order they were named. */
  readonly sources: readonly PolledSource[]
  readonly #scheduler: SourceScheduler

  /** @throws UserError `source-unknown` for what is no name of a repository. */
  constructor(question: GithubQuestion) {
    const { clock, repositories, url, token, onTurn } = question
    const wrong = repositories.find((name) => !repositoryPattern.test(name))
    if (wrong !== undefined)
      throw new UserError(
        'source-unknown',
        `'${wrong.slice(0, 80)}' is no repository; name one as owner/name.`,
      )
    const http = httpGet(clock, 10 * secondUs)
    const client = new GithubClient({ http, clock, url: url.replace(/\/+$/, ''), token })
    this.sources = [...new Set(repositories)].map(
      (name) =>
        new PolledSource({
          ...{ port: githubSource(client, name), clock, ttlUs: 5 * minuteUs, gapUs: secondUs },
          ...{ timeoutUs: minuteUs, staleUs: hourUs, patienceUs: 7 * dayUs },
        }),
    )
    const scheduled = this.sources.map((source) => ({
      ...{ source, schedule: { kind: 'every', us: 5 * minuteUs } as const },
    }))
    // Told again when one has gone stale, though nobody was asked.
    let told = ''
    const tell = (states: readonly SourceState[]): void => {
      const now = JSON.stringify(states.map(({ kind, goodAt }) => [kind, goodAt]))
      if (now !== told) onTurn?.(this.report())
      told = now
    }
    this.#scheduler = new SourceScheduler(clock, scheduled, { onTurn: tell, onHealth: tell })
  }

  /** Asks every repository once. */
  async once(): Promise<GithubReport> {
    await this.#scheduler.turn()
    return this.report()
  }

  start(): void {
    this.#scheduler.start()
  }

  stop(): void {
    this.#scheduler.stop()
  }

  report(): GithubReport {
    const repositories = this.sources.map(reportOf)
    const languages = [...new Set(repositories.map(({ language }) => language))].sort()
    return {
      repositories,
      languages: languages.map((language) => languageReport(language, repositories)),
    }
  }
}

function reportOf(source: PolledSource): RepositoryReport {
  const values = source.last()?.observation.values ?? []
  const named = githubColumns.map((name, i) => {
    const value = values[i]
    return [name, value === undefined || Number.isNaN(value) ? undefined : value] as const
  })
  return {
    ...{ repository: source.name, language: languageOf(source.name) ?? 'other' },
    ...{ state: source.state(), values: Object.fromEntries(named) },
  }
}

function languageReport(language: string, all: readonly RepositoryReport[]): LanguageReport {
  const own = all.filter((each) => each.language === language)
  const sum = (name: (typeof githubColumns)[number]): number =>
    own.reduce((total, { values }) => total + (values[name] ?? 0), 0)
  return {
    ...{ language, repositories: own.length, commits24h: sum('code.commits24h') },
    ...{ contributors24h: sum('code.contributors24h'), openIssues: sum('code.openIssues') },
  }
}
