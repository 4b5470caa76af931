import { BroadcastChannel } from 'node:worker_threads'
import path from 'node:path'
import fc from 'fast-check'
import {
  type RunnerTask,
  type RunnerTestCase,
  type RunnerTestFile,
  type RunnerTestSuite,
  TestRunner,
} from 'vitest'
import { collectTests, startTests } from 'vitest/internal/browser'
import { isHeavy } from './settings.ts'
import {
  type Answer,
  type Ask,
  type Coverage,
  type DryRun,
  type TestFact,
  warmChannel,
} from './warm-words.ts'

/** What Stryker's instrumented code reads and writes. */
type Switchboard = {
  activeMutant?: string | undefined
  currentTestId?: string | undefined
  hitCount?: number
  hitLimit?: number | undefined
  mutantCoverage?: Coverage
}

type Modules = { readonly idToModuleMap: Map<string, EvaluatedModule> }
type EvaluatedModule = {
  promise: unknown
  exports: unknown
  evaluated: boolean
  readonly importers: Set<string>
}

type Trial = { tests: number; killer: TestFact | undefined; isEndless: boolean }

const board: Switchboard = {}
Reflect.set(globalThis, '__stryker__', board)
// A property is judged by the same examples in every run, and not made smaller when it fails.
fc.configureGlobal({ seed: 1, endOnFailure: true })

/**
 * A vitest worker that stays: once the file it was started with is done it runs, one after the
 * other, the tests it is asked for. Modules under test stay loaded; a test file is loaded anew
 * each time.
 */
class WarmRunner extends TestRunner {
  #isServing = false
  #hasFailed = false

  override async onAfterRunSuite(suite: RunnerTestSuite): Promise<void> {
    await super.onAfterRunSuite(suite)
    if (this.#isServing || !('filepath' in suite)) return
    this.#isServing = true
    this.#goQuiet()
    await this.#serve()
  }

  override async onBeforeRunTask(test: RunnerTask): Promise<void> {
    if (this.#hasFailed) test.mode = 'skip'
    if (test.type === 'test' && isHeavy(idOf(test))) test.mode = 'skip'
    if (test.type === 'test' && test.mode !== 'skip') board.currentTestId = idOf(test)
    await super.onBeforeRunTask(test)
  }

  override onAfterRunTask(test: RunnerTask): void {
    super.onAfterRunTask(test)
    board.currentTestId = undefined
    if (this.#isServing && test.result?.state === 'fail') this.#hasFailed = true
  }

  /** Nobody is told of these runs but who asked. */
  #goQuiet(): void {
    const base = TestRunner.prototype
    Object.assign(this, {
      onTaskUpdate: async () => undefined,
      onCollected: undefined,
      onCollectStart: (file: RunnerTestFile) => base.onCollectStart.call(this, file),
      onAfterRunFiles: (files: RunnerTestFile[]) => base.onAfterRunFiles.call(this, files),
    })
  }

  async #serve(): Promise<void> {
    const channel = new BroadcastChannel(warmChannel)
    const say: (answer: Answer) => void = channel.postMessage.bind(channel)
    await new Promise<void>((resolve) => {
      channel.onmessage = (event): void => {
        const ask: Ask = Reflect.get(Object(event), 'data')
        if (ask.kind === 'end') return resolve()
        this.#answer(ask).then(say, (error: unknown) =>
          say({
            kind: 'broken',
            message: error instanceof Error ? `${error.stack}` : String(error),
          }),
        )
      }
      say({ kind: 'ready' })
    })
    channel.close()
  }

  async #answer(ask: Exclude<Ask, { kind: 'end' }>): Promise<Answer> {
    if (ask.kind === 'dry-run') return { kind: 'dry-run', dryRun: await this.#dryRun(ask.files) }
    const trial = await this.#try(ask)
    if (ask.isStatic) {
      this.#forgetModules()
      return { kind: 'mutant', ...trial }
    }
    if (trial.killer === undefined || trial.isEndless) return { kind: 'mutant', ...trial }
    // What a mutant left behind in a module must not be taken for the death of the next.
    const { file, name } = trial.killer
    if (await this.#passes(file, name)) return { kind: 'mutant', ...trial }
    this.#forgetModules()
    if (!(await this.#passes(file, name)))
      return { kind: 'broken', message: `${file} fails by itself: ${name}` }
    return { kind: 'mutant', ...(await this.#try(ask)) }
  }

  async #passes(file: string, name: string): Promise<boolean> {
    board.activeMutant = undefined
    return (await this.#run(file, [name])).every(({ failure }) => failure === undefined)
  }

  async #try(ask: Extract<Ask, { kind: 'mutant' }>): Promise<Trial> {
    if (ask.isStatic) this.#forgetModules()
    Object.assign(board, { activeMutant: ask.mutant, hitCount: 0, hitLimit: ask.hitLimit })
    let tests = 0
    try {
      for (const { file, names } of ask.errands) {
        const ran = await this.#run(file, names)
        tests += ran.length
        const killer = ran.find(({ failure }) => failure !== undefined)
        const isEndless = (board.hitCount ?? 0) > (ask.hitLimit ?? Number.POSITIVE_INFINITY)
        if (killer !== undefined || isEndless) return { tests, killer, isEndless }
      }
      return { tests, killer: undefined, isEndless: false }
    } finally {
      board.activeMutant = undefined
    }
  }

  async #dryRun(files: readonly string[]): Promise<DryRun> {
    const tests: TestFact[] = []
    const coverage: DryRun['coverage'] = { static: {}, perTest: {} }
    const staticByFile: Record<string, readonly string[]> = {}
    for (const file of files) {
      this.#forgetModules()
      const first = await this.#passedBy(() => this.#load(file))
      const again = await this.#passedBy(() => this.#load(file))
      // What is passed less often once modules are there was passed by loading them.
      const own = Object.keys(first.static).filter(
        (mutant) => (first.static[mutant] ?? 0) > (again.static[mutant] ?? 0),
      )
      let ran: readonly TestFact[] = []
      const inRun = await this.#passedBy(async () => {
        ran = await this.#run(file, [])
      })
      tests.push(...ran)
      staticByFile[file] = own
      for (const mutant of own) coverage.static[mutant] = first.static[mutant] ?? 1
      // What the test file itself does when loaded or at its end belongs to all of its tests.
      for (const { id } of ran) coverage.perTest[id] = { ...inRun.static, ...inRun.perTest[id] }
    }
    return { tests, coverage, staticByFile }
  }

  async #passedBy(action: () => Promise<void>): Promise<Coverage> {
    const passed: Coverage = { static: {}, perTest: {} }
    // Instrumented code keeps the object it was first given: its parts are replaced, not it.
    board.mutantCoverage = Object.assign(board.mutantCoverage ?? {}, passed)
    await action()
    return passed
  }

  /** Loads a test file without running it. */
  async #load(file: string): Promise<void> {
    await collectTests([path.resolve(file)], this)
  }

  async #run(file: string, names: readonly string[]): Promise<readonly TestFact[]> {
    this.#hasFailed = false
    const filepath = path.resolve(file)
    const spec = { filepath, ...(names.length > 0 && { testNames: [...names] }) }
    const [ran] = await startTests([Object.assign(spec, { testLocations: undefined })], this)
    if (ran === undefined) throw new Error(`${file} was not run`)
    const facts = testsOf(ran).filter(hasRun).map(factOf)
    const message = ran.result?.errors?.[0]?.message
    if (message === undefined || facts.some(({ failure }) => failure !== undefined)) return facts
    const whole = { id: `${file}#`, name: '', file, line: 1, column: 1, ms: 0, failure: message }
    return [...facts, whole]
  }

  /** Everything of ours is loaded anew when it is next asked for. */
  #forgetModules(): void {
    const modules: Modules = Reflect.get(Reflect.get(this, 'workerState'), 'evaluatedModules')
    // Scenes of tests too: they hold on to what they have imported.
    const own = [path.resolve('src'), path.resolve('test')]
    for (const [id, module] of modules.idToModuleMap) {
      if (!own.some((folder) => id.startsWith(folder))) continue
      Object.assign(module, { promise: undefined, exports: undefined, evaluated: false })
      module.importers.clear()
    }
  }
}

function testsOf(suite: { readonly tasks: readonly RunnerTask[] }): readonly RunnerTestCase[] {
  return suite.tasks.flatMap((task) => (task.type === 'suite' ? testsOf(task) : [task]))
}

function hasRun({ mode, result }: RunnerTestCase): boolean {
  return mode !== 'skip' && mode !== 'todo' && result !== undefined
}

function idOf(test: RunnerTestCase): string {
  return `${path.relative(process.cwd(), test.file.filepath)}#${test.fullTestName}`
}

function factOf(test: RunnerTestCase): TestFact {
  const state = test.result?.state
  return {
    id: idOf(test),
    name: test.fullTestName,
    file: path.relative(process.cwd(), test.file.filepath),
    line: test.location?.line ?? 1,
    column: test.location?.column ?? 1,
    ms: test.result?.duration ?? 0,
    failure: state === 'pass' ? undefined : (test.result?.errors?.[0]?.message ?? `${state}`),
  }
}

// vitest takes a runner by this name.
export { WarmRunner as default }
