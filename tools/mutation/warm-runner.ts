import { globSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { BroadcastChannel } from 'node:worker_threads'
import { createVitest, type Vitest } from 'vitest/node'
import { defaultServerConditions } from 'vite'
import { errandsFor } from './errands.ts'
import { heavyTests, rooms } from './settings.ts'
import { type Answer, type Ask, type DryRun, warmChannel } from './warm-words.ts'

type MutantRun = {
  readonly testFilter?: readonly string[]
  readonly hitLimit?: number
  readonly activeMutant: { readonly id: string }
  readonly sandboxFileName: string
  readonly mutantActivation: 'runtime' | 'static'
}

/** Here, in the folder Stryker works in, stands what the first run told. */
const dryRunFile = 'mutation-dry-run.json'

/** Runs Stryker's mutants in one vitest worker that stays warm. */
class WarmTestRunner {
  #vitest: Vitest | undefined
  #channel: BroadcastChannel | undefined
  #dryRun: DryRun | undefined
  #hear: (answer: Answer) => void = () => undefined

  capabilities(): { readonly reloadEnvironment: boolean } {
    return { reloadEnvironment: true }
  }

  async init(): Promise<void> {
    const files = testFiles()
    const [first] = files
    if (first === undefined) throw new Error('there are no tests to run')
    process.env['NODE_ENV'] = 'test'
    const channel = new BroadcastChannel(warmChannel)
    this.#channel = channel
    channel.onmessage = (event): void => this.#hear(Reflect.get(Object(event), 'data'))
    const ready = new Promise<Answer>((resolve) => {
      this.#hear = resolve
    })
    this.#vitest = await createVitest(
      'test',
      {
        config: false,
        watch: false,
        pool: 'threads',
        isolate: false,
        maxWorkers: 1,
        maxConcurrency: 1,
        reporters: [{}],
        includeTaskLocation: true,
        testTimeout: 60_000,
        hookTimeout: 60_000,
        include: [first],
        runner: path.resolve('tools/mutation/warm-worker.ts'),
      },
      { ssr: { resolve: { conditions: ['coinswarm-source', ...defaultServerConditions] } } },
    )
    // It ends when the worker is told to.
    this.#vitest.start([first]).catch((error: unknown) => {
      process.stderr.write(`${String(error)}\n`)
    })
    await ready
  }

  async dryRun(): Promise<object> {
    const answer = await this.#ask({ kind: 'dry-run', files: testFiles() })
    if (answer.kind !== 'dry-run') return { status: 'error', errorMessage: sayWhy(answer) }
    writeFileSync(dryRunFile, JSON.stringify(answer.dryRun))
    const tests = answer.dryRun.tests.map(({ id, name, file, line, column, ms, failure }) => ({
      id,
      name,
      fileName: path.resolve(file),
      startPosition: { line: line - 1, column: column - 1 },
      timeSpentMs: ms,
      ...(failure === undefined ? { status: 0 } : { status: 1, failureMessage: failure }),
    }))
    return { status: 'complete', tests, mutantCoverage: answer.dryRun.coverage }
  }

  async mutantRun(run: MutantRun): Promise<object> {
    this.#dryRun ??= JSON.parse(readFileSync(dryRunFile, 'utf8'))
    if (this.#dryRun === undefined) throw new Error('there was no first run')
    const mutant = run.activeMutant.id
    const file = path.relative(process.cwd(), run.sandboxFileName)
    const isStatic = run.mutantActivation === 'static'
    const errands = errandsFor(this.#dryRun, { mutant, file, isStatic })
    const { hitLimit } = run
    const answer = await this.#ask({ kind: 'mutant', mutant, isStatic, hitLimit, errands })
    if (answer.kind !== 'mutant') return { status: 'error', errorMessage: sayWhy(answer) }
    if (answer.isEndless) return { status: 'timeout', reason: 'it was passed too often' }
    const { killer, tests: nrOfTests } = answer
    if (killer === undefined) return { status: 'survived', nrOfTests }
    const failureMessage = killer.failure ?? ''
    return { status: 'killed', killedBy: [killer.id], failureMessage, nrOfTests }
  }

  async dispose(): Promise<void> {
    const last: Ask = { kind: 'end' }
    this.#channel?.postMessage(last)
    this.#channel?.close()
    await this.#vitest?.close()
  }

  #ask(ask: Ask): Promise<Answer> {
    return new Promise((resolve) => {
      this.#hear = resolve
      this.#channel?.postMessage(ask)
    })
  }
}

function testFiles(): readonly string[] {
  return rooms
    .flatMap((room) => globSync(`src/${room}/**/*.test.ts`))
    .filter((file) => !heavyTests.has(file))
    .sort()
}

function sayWhy(answer: Answer): string {
  return answer.kind === 'broken' ? answer.message : `an answer of another kind: ${answer.kind}`
}

/** Read by Stryker, by this name. */
export const strykerPlugins: readonly {
  readonly kind: 'TestRunner'
  readonly name: string
  readonly factory: () => WarmTestRunner
}[] = [{ kind: 'TestRunner', name: 'warm', factory: () => new WarmTestRunner() }]
