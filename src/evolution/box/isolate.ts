import type { Isolate, Reference } from 'isolated-vm'
import { reasonOf } from '../../base/index.ts'
import { BoxFault } from './box-fault.ts'
import { BoxMemory } from './box-memory.ts'
import { handle, importable, insideSource, librarySource } from './inside-source.ts'
import { loadIsolates } from './load-isolates.ts'

/** Whatever answers what is asked for in a memory: an isolate, or a process that has one. */
export type Box = {
  readonly memory: BoxMemory
  /** Answers what stands in the memory. @throws BoxFault when nothing can answer any more. */
  readonly call: () => void
}

/** An isolate with a module in it. */
export type OpenIsolate = Box & { readonly end: () => void }

export type IsolateRules = {
  /** Of heap and buffers of the module; beyond it the isolate ends. Unit: MiB. */
  readonly memoryMb: number
  /** Longest that one call may take, ms; nobody looks when left out, and somebody else must. */
  readonly callMs?: number
}

/** As little as a module ever needs several times over. */
const isolateDefaults: IsolateRules = { memoryMb: 64 }

/**
 * Puts a module into an isolate of its own: another heap, other built-in objects, no handle to
 * anything of the host but memory of fixed size.
 *
 * @param code - JavaScript, types stripped.
 * @throws BoxFault of a module that does not compile, throws, or defines nothing.
 */
export async function openIsolate(
  code: string,
  { memoryMb, callMs }: IsolateRules = isolateDefaults,
): Promise<OpenIsolate> {
  const ivm = await loadIsolates()
  const isolate = new ivm.Isolate({ memoryLimit: memoryMb })
  const limit = callMs === undefined ? {} : { timeout: callMs }
  try {
    const memory = new BoxMemory()
    const context = isolate.createContextSync()
    const shared = new ivm.ExternalCopy(memory.buffer).copyInto({ release: true })
    context.global.setSync(handle, shared)
    const ask: Reference = context.evalSync(insideSource(), { reference: true })
    const libraries = new Map(
      Object.keys(importable).map((name) => {
        const made = isolate.compileModuleSync(librarySource(name), { filename: name })
        made.instantiateSync(context, () => made)
        made.evaluateSync()
        return [name, made] as const
      }),
    )
    const use: Reference = context.evalSync(`globalThis['${handle}'].use`, { reference: true })
    context.global.deleteSync(handle)
    const module = isolate.compileModuleSync(code, { filename: 'strategy.ts' })
    module.instantiateSync(context, (name) => {
      const found = libraries.get(name)
      if (found === undefined) throw new Error(`there is no ${name} in the box`)
      return found
    })
    module.evaluateSync(limit)
    use.applySync(undefined, [module.namespace.derefInto()], limit)
    return { memory, call: caller(ask, limit), end: () => isolate.dispose() }
  } catch (error) {
    const fault = faultOf(isolate, error)
    if (!isolate.isDisposed) isolate.dispose()
    throw fault
  }
}

function caller(ask: Reference, limit: { readonly timeout?: number }): () => void {
  const none: [] = []
  return () => {
    try {
      // No argument and no result: it answers in the memory.
      ask.applySync(undefined, none, limit)
    } catch (error) {
      throw new BoxFault('ended', plainReason(error))
    }
  }
}

/** What came of an isolate that is of no use any more. */
function faultOf(isolate: Isolate, error: unknown): BoxFault {
  return new BoxFault(isolate.isDisposed ? 'ended' : 'module', plainReason(error))
}

function plainReason(error: unknown): string {
  return reasonOf(error).slice(0, 300)
}
