import type { Agent } from '../../agents/index.ts'
import type { Json } from '../../base/index.ts'
import {
  askAnalysis,
  type Box,
  boxedModule,
  BoxFault,
  checkStrategy,
  type OpenIsolate,
  openIsolate,
  stripTypes,
} from '../../evolution/index.ts'
import type { Ground } from './box-runs.ts'
import { agentOf, withAgent } from './seated-module.ts'
import type { BoxAsk, BoxPlan } from './box-messages.ts'
import { stepMemory } from './step-memory.ts'

/** What a box answers. */
export type BoxAnswer =
  | { readonly kind: 'done'; readonly value: Json }
  | { readonly kind: 'fault'; readonly of: BoxFault['kind']; readonly why: string }

/** Answers, in the box process, what the parent asks for. */
export class BoxDesk {
  /** Odd while a module runs. */
  readonly #calls: Int32Array
  #ground: Ground | undefined
  /** The module that is asked step by step. */
  #open: OpenIsolate | undefined

  constructor(calls: Int32Array) {
    this.#calls = calls
  }

  async answer(ask: BoxAsk): Promise<BoxAnswer> {
    try {
      return { kind: 'done', value: await this.#do(ask) }
    } catch (error) {
      if (error instanceof BoxFault) return { kind: 'fault', of: error.kind, why: error.message }
      throw error
    }
  }

  async #do(ask: BoxAsk): Promise<Json> {
    switch (ask.kind) {
      case 'check':
        return this.#inModule(() => [...checkStrategy(ask.source)])
      case 'describe':
        return this.#within(ask.source, (box) => described(box))
      case 'market':
        this.#ground = await groundOf(ask.plan)
        return null
      case 'claim':
      case 'nulls':
      case 'lane':
        return this.#claim(ask)
      case 'open':
        this.#open?.end()
        this.#open = await this.#isolate(ask.source)
        return null
      case 'analysis':
        return this.#analysis(ask.source, ask.given)
      case 'step':
        return stepMemory(this.#watched(this.#opened()), ask.asked)
    }
  }

  async #analysis(source: string, given: string | undefined): Promise<Json> {
    const code = this.#inModule(() => stripTypes(source))
    Atomics.add(this.#calls, 0, 1)
    try {
      return await askAnalysis(code, given)
    } finally {
      Atomics.add(this.#calls, 0, 1)
    }
  }

  /** What the whole engine comes to, with an agent of this module. */
  async #claim(ask: BoxAsk & { readonly kind: 'claim' | 'nulls' | 'lane' }): Promise<Json> {
    const ground = this.#ground
    if (ground === undefined) throw new BoxFault('ended', 'the box was told no market')
    const { laneClaim, nullsClaim, runClaim } = await import('./box-runs.ts')
    const { writtenDown: trials } = await import('../sweep/written-down.ts')
    return this.#seated(ask.source, (agent) => {
      switch (ask.kind) {
        case 'claim':
          return { ...runClaim(agent, ground, trials, { isDear: true }) }
        case 'nulls':
          return nullsClaim(agent, ground, { draws: ask.draws, trials })
        case 'lane':
          return this.#withBefore(ask.before, (before) =>
            laneClaim({ agent, before }, ground, { lane: ask.lane, trials }),
          )
      }
    })
  }

  #withBefore(source: string | null, use: (before?: Agent) => Json): Json | Promise<Json> {
    return source === null ? use() : this.#seated(source, use)
  }

  /** An agent of a module at its usual parameters. What is wrong with the module is its fault. */
  async #seated(source: string, use: (agent: Agent) => Json | Promise<Json>): Promise<Json> {
    const isolate = await this.#isolate(source)
    try {
      return await withAgent(boxedModule(this.#watched(isolate)), use)
    } finally {
      isolate.end()
    }
  }

  async #within<T>(source: string, use: (box: Box) => T): Promise<T> {
    const isolate = await this.#isolate(source)
    try {
      return use(this.#watched(isolate))
    } finally {
      isolate.end()
    }
  }

  async #isolate(source: string): Promise<OpenIsolate> {
    const code = this.#inModule(() => stripTypes(source))
    Atomics.add(this.#calls, 0, 1)
    try {
      return await openIsolate(code)
    } finally {
      Atomics.add(this.#calls, 0, 1)
    }
  }

  #opened(): OpenIsolate {
    if (this.#open === undefined) throw new BoxFault('ended', 'the box has no module open')
    return this.#open
  }

  /** The same box, and the heart knows when it is called. */
  #watched({ memory, call }: Box): Box {
    const calls = this.#calls
    const watched = (): void => {
      const before = calls[0] ?? 0
      calls[0] = before + 1
      try {
        call()
      } finally {
        calls[0] = before + 2
      }
    }
    return { memory, call: watched }
  }

  #inModule<T>(run: () => T): T {
    Atomics.add(this.#calls, 0, 1)
    try {
      return run()
    } finally {
      Atomics.add(this.#calls, 0, 1)
    }
  }
}

function described(box: Box): Json {
  const module = boxedModule(box)
  const { description } = module
  const features = Object.entries(agentOf(module).features).map(([name, { key }]) => [name, key])
  return {
    kind: description.kind,
    name: description.name,
    summary: description.summary,
    parameters: { ...description.parameters } as unknown as Json,
    features: Object.fromEntries(features) as Json,
    isLongOnly: description.isLongOnly ?? true,
    parts: [...description.parts.keys()],
  }
}

/** @throws BoxFault where there are no bars. */
async function groundOf({ setup, stretches }: BoxPlan): Promise<Ground> {
  const { stretchesOver } = await import('../sweep/sweep-plan.ts')
  const [stretch] = stretchesOver(stretches)
  if (stretch === undefined) throw new BoxFault('ended', 'the box was told no bars')
  return { setup, stretch }
}
