import { reasonOf } from '../../base/index.ts'
import { BoxFault } from './box-fault.ts'
import { answerAnalysis } from './inside/answer-analysis.ts'
import { harden, hardenDates } from './inside/harden.ts'
import { loadIsolates } from './load-isolates.ts'

/** What an analysis may take, MiB: its tables are a few of them. */
const memoryMb = 128

/**
 * Asks the module of an analysis one thing in an isolate that nobody used before, which is gone
 * afterwards. Words go in and words come out; it may import nothing.
 *
 * @param code - JavaScript, types stripped.
 * @param given - `AnalysisGiven` as JSON; what the module says of itself is asked when left out.
 * @returns JSON of a stranger, of at most 65,536 characters.
 * @throws BoxFault of a module that does not compile, throws, or exports no analysis.
 */
export async function askAnalysis(code: string, given?: string): Promise<string> {
  const ivm = await loadIsolates()
  const isolate = new ivm.Isolate({ memoryLimit: memoryMb })
  try {
    const context = isolate.createContextSync()
    // Its parts of the language are taken before the module can lay hands on them.
    const source = `(${harden.toString()})();(${hardenDates.toString()})();(${answerAnalysis.toString()})()`
    const ask = context.evalSync(source, { reference: true })
    const module = isolate.compileModuleSync(code, { filename: 'analysis.ts' })
    module.instantiateSync(context, () => {
      throw new Error('an analysis imports nothing')
    })
    module.evaluateSync()
    const said: unknown = ask.applySync(undefined, [module.namespace.derefInto(), given], {
      result: { copy: true },
    })
    if (typeof said === 'string') return said
    throw new Error('it says nothing')
  } catch (error) {
    const kind = isolate.isDisposed ? 'ended' : given === undefined ? 'module' : 'threw'
    throw new BoxFault(kind, reasonOf(error))
  } finally {
    if (!isolate.isDisposed) isolate.dispose()
  }
}
